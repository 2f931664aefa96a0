using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Where a request is remembered. For a caller whose correlation data is ours, that is the slot in which its call waits: when the next
/// call comes from there, to whatever service, the one before has ended. For any other caller it is the correlation data itself, and the service.
/// </summary>
internal readonly struct CallKey : IEquatable<CallKey>
{
    /// <summary>Not a bit of a slot. What anybody may claim to be must not take the place of what the broker's ACL vouches for.</summary>
    private const ulong Identified = 1ul << 63;

    private readonly string _source;
    private readonly int _sourceHash;
    private readonly ulong _slot;
    private readonly string? _service;
    private readonly ReadOnlyMemory<byte> _foreign;

    private CallKey(string source, int sourceHash, ulong slot)
    {
        _source = source;
        _sourceHash = sourceHash;
        _slot = slot;
    }

    private CallKey(string source, string? service, ulong slot, ReadOnlyMemory<byte> foreign)
    {
        _source = source;
        _sourceHash = source.GetHashCode();
        _service = service;
        _slot = slot;
        _foreign = foreign;
    }

    /// <summary>The key of a message with correlation data; without, two requests cannot be told apart. It is good for as long as the message's memory.</summary>
    /// <param name="message">The message.</param>
    /// <param name="place">Its response topic; <see langword="null"/> when it has none.</param>
    /// <param name="service">The topic of the service.</param>
    /// <param name="isIdentified">Whether the message's topic names the caller.</param>
    public static CallKey Of(in MqttMessage message, AnswerPlace? place, string service, bool isIdentified)
    {
        if (!CorrelationData.TryRead(message.CorrelationData.Span, out CorrelationData ours))
        {
            return new CallKey(message.ResponseTopic ?? message.Topic, service, isIdentified ? Identified : 0, message.CorrelationData);
        }

        ulong slot = ((ulong)ours.Life << 32) | (uint)ours.Slot | (isIdentified ? Identified : 0);

        // A one-way call ends for its caller before the server has it, and on another topic the next one may come first.
        return place is null ? new CallKey(message.Topic, message.Topic.GetHashCode(), slot) : new CallKey(place.Caller, place.CallerHash, slot);
    }

    /// <summary>The same key in memory of its own.</summary>
    public CallKey Copy() => _foreign.IsEmpty ? this : new(_source, _service, _slot, _foreign.ToArray());

    public bool Equals(CallKey other) =>
        _slot == other._slot && _sourceHash == other._sourceHash && _source == other._source && _service == other._service && _foreign.Span.SequenceEqual(other._foreign.Span);

    public override bool Equals(object? obj) => obj is CallKey other && Equals(other);

    public override int GetHashCode()
    {
        if (_foreign.IsEmpty)
        {
            return HashCode.Combine(_sourceHash, _slot);
        }

        var hash = default(HashCode);
        hash.Add(_sourceHash);
        hash.Add(_service);
        hash.AddBytes(_foreign.Span);
        return hash.ToHashCode();
    }
}
