using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Where a request is remembered. For a caller whose correlation data is ours, that is the slot in which its call waits: when the next
/// call comes from there, the one before has ended. For any other caller it is the correlation data itself.
/// </summary>
internal readonly struct CallKey : IEquatable<CallKey>
{
    private readonly string _responseTopic;
    private readonly ulong _slot;
    private readonly ReadOnlyMemory<byte> _foreign;

    private CallKey(string responseTopic, ulong slot, ReadOnlyMemory<byte> foreign)
    {
        _responseTopic = responseTopic;
        _slot = slot;
        _foreign = foreign;
    }

    /// <summary>The key of a message; <see langword="null"/> when it has no correlation data, so that two requests cannot be told apart.</summary>
    public static CallKey? Of(in MqttMessage message)
    {
        if (message.CorrelationData.IsEmpty)
        {
            return null;
        }

        // A one-way request has no response topic; its own topic and random bytes are enough to know it again.
        string topic = message.ResponseTopic ?? message.Topic;
        return CorrelationData.TryRead(message.CorrelationData.Span, out CorrelationData ours)
            ? new CallKey(topic, ((ulong)ours.Life << 32) | (uint)ours.Slot, default)
            : new CallKey(topic, 0, message.CorrelationData);
    }

    public bool Equals(CallKey other) =>
        _slot == other._slot && _responseTopic == other._responseTopic && _foreign.Span.SequenceEqual(other._foreign.Span);

    public override bool Equals(object? obj) => obj is CallKey other && Equals(other);

    public override int GetHashCode()
    {
        if (_foreign.IsEmpty)
        {
            return HashCode.Combine(_responseTopic, _slot);
        }

        var hash = default(HashCode);
        hash.Add(_responseTopic);
        hash.AddBytes(_foreign.Span);
        return hash.ToHashCode();
    }
}
