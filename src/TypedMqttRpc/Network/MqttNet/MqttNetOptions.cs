using MQTTnet;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>What MQTTnet has to know to reach a broker.</summary>
internal sealed record MqttNetOptions(BrokerAddress Address)
{
    public string? UserName { get; init; }

    public string? Password { get; init; }

    public MqttTlsOptions Tls { get; init; } = new();

    /// <summary>Has the last word.</summary>
    public Action<MqttClientOptionsBuilder>? ConfigureClient { get; init; }
}
