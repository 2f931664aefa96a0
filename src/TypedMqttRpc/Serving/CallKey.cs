using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>What makes a request that one request: its Response Topic and its Correlation Data.</summary>
internal readonly struct CallKey(string responseTopic, ReadOnlyMemory<byte> correlation) : IEquatable<CallKey>
{
    private readonly string _responseTopic = responseTopic;
    private readonly ReadOnlyMemory<byte> _correlation = correlation;

    /// <summary>The key of a message; <see langword="null"/> when it has no correlation data, so that two requests cannot be told apart.</summary>
    public static CallKey? Of(in MqttMessage message) =>
        message.ResponseTopic is { } topic && !message.CorrelationData.IsEmpty ? new CallKey(topic, message.CorrelationData) : null;

    public bool Equals(CallKey other) =>
        _responseTopic == other._responseTopic && _correlation.Span.SequenceEqual(other._correlation.Span);

    public override bool Equals(object? obj) => obj is CallKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(_responseTopic);
        hash.AddBytes(_correlation.Span);
        return hash.ToHashCode();
    }
}
