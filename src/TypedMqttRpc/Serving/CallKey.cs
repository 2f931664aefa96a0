using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Where a request is remembered. For a caller whose correlation data is ours, that is the slot in which its call waits: when the next
/// call comes from there, the one before has ended. For any other caller it is the correlation data itself.
/// </summary>
internal readonly struct CallKey : IEquatable<CallKey>
{
    private readonly string _topic;
    private readonly int _topicHash;
    private readonly ulong _slot;
    private readonly ReadOnlyMemory<byte> _foreign;

    private CallKey(string topic, int topicHash, ulong slot, ReadOnlyMemory<byte> foreign)
    {
        _topic = topic;
        _topicHash = topicHash;
        _slot = slot;
        _foreign = foreign;
    }

    /// <summary>The key of a message with correlation data; without, two requests cannot be told apart. It is good for as long as the message's memory.</summary>
    public static CallKey Of(in MqttMessage message) => Of(message, TopicOf(message).GetHashCode());

    /// <param name="message">The message.</param>
    /// <param name="topicHash">The hash code of its response topic, or of its topic when it has none.</param>
    public static CallKey Of(in MqttMessage message, int topicHash) =>
        CorrelationData.TryRead(message.CorrelationData.Span, out CorrelationData ours)
            ? new CallKey(TopicOf(message), topicHash, ((ulong)ours.Life << 32) | (uint)ours.Slot, default)
            : new CallKey(TopicOf(message), topicHash, 0, message.CorrelationData);

    /// <summary>The same key in memory of its own.</summary>
    public CallKey Copy() => new(_topic, _topicHash, _slot, _foreign.ToArray());

    public bool Equals(CallKey other) =>
        _slot == other._slot && _topicHash == other._topicHash && _topic == other._topic && _foreign.Span.SequenceEqual(other._foreign.Span);

    public override bool Equals(object? obj) => obj is CallKey other && Equals(other);

    public override int GetHashCode()
    {
        if (_foreign.IsEmpty)
        {
            return HashCode.Combine(_topicHash, _slot);
        }

        var hash = default(HashCode);
        hash.Add(_topicHash);
        hash.AddBytes(_foreign.Span);
        return hash.ToHashCode();
    }

    /// <summary>A one-way request has no response topic; its own topic and random bytes are enough to know it again.</summary>
    private static string TopicOf(in MqttMessage message) => message.ResponseTopic ?? message.Topic;
}
