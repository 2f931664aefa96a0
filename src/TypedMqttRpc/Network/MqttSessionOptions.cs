using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>What CONNECT says, beside what the network itself knows (address, credentials, encryption).</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record MqttSessionOptions
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>Clean Start: the broker forgets an earlier session.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>Session Expiry Interval, in whole seconds.</summary>
    public TimeSpan SessionExpiry { get; init; }

    /// <summary>Keep Alive, in whole seconds; zero turns it off.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Maximum Packet Size: the largest packet, in bytes, that the broker may send.</summary>
    public uint MaximumPacketSize { get; init; } = uint.MaxValue;

    /// <summary>What the broker publishes when the connection is lost, or <see langword="null"/>: MQTT 5.0 section 3.1.2.5.</summary>
    public MqttWill? Will { get; init; }
}
