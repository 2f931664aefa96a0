using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>What a broker said in CONNACK: MQTT 5.0 section 3.2.2.3.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record MqttBrokerLimits
{
    /// <summary>Receive Maximum: how many QoS 1 messages may await their PUBACK.</summary>
    public int ReceiveMaximum { get; init; } = 65_535;

    /// <summary>Maximum Packet Size in bytes; <see langword="null"/> when the broker names none.</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>Maximum QoS.</summary>
    public int MaximumQos { get; init; } = 2;

    /// <summary>Shared Subscription Available.</summary>
    public bool SharedSubscriptions { get; init; } = true;

    /// <summary>Server Keep Alive; <see langword="null"/> when the broker leaves it to the client.</summary>
    public TimeSpan? KeepAlive { get; init; }
}
