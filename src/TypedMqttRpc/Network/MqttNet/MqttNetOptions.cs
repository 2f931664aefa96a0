using MQTTnet;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>What MQTTnet has to know to reach a broker.</summary>
internal sealed record MqttNetOptions(BrokerAddress Address)
{
    public string? UserName { get; init; }

    public string? Password { get; init; }

    public MqttTlsOptions Tls { get; init; } = new();

    /// <summary>How packets are read and written; WebSocket is always <see cref="MqttRpcChannel.Standard"/>.</summary>
    public MqttRpcChannel Channel { get; init; }

    /// <summary>Has the last word.</summary>
    public Action<MqttClientOptionsBuilder>? ConfigureClient { get; init; }
}
