using System.ComponentModel;

namespace TypedMqttRpc.Wire;

/// <summary>An MQTT 5 PUBLISH, received or to be sent: section 3.3 of the specification.</summary>
/// <remarks>
/// A message to be sent must not change until its publish has ended. The memory of a received one is valid while it is being handed over:
/// <see cref="Network.IMqttReceiver.OnMessage"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct MqttMessage
{
    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The quality of service: 0 or 1.</summary>
    public int Qos { get; init; }

    /// <summary>The message is, or is to be, retained.</summary>
    public bool Retain { get; init; }

    /// <summary>The sender repeats it.</summary>
    public bool Duplicate { get; init; }

    /// <summary>Response Topic.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>Correlation Data; empty and absent are the same.</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }

    /// <summary>Content Type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Message Expiry Interval in seconds; 0 when it is absent.</summary>
    public uint ExpirySeconds { get; init; }

    /// <summary>User Properties, in order; <see langword="null"/> when there are none.</summary>
    public List<KeyValuePair<string, string>>? UserProperties { get; init; }

    /// <summary>What is needed to answer a received request later, in memory of its own; the rest need not be kept while the answer waits.</summary>
    internal MqttMessage WithoutContent() => this with { Payload = default, UserProperties = null, CorrelationData = CorrelationData.ToArray() };
}
