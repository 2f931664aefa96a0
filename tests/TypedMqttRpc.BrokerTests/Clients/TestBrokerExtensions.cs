using TypedMqttRpc.BrokerTests.Brokers;

namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>Our connections to a test's broker.</summary>
internal static class TestBrokerExtensions
{
    public static MqttRpcOptions Options(this TestBroker broker, Action<MqttRpcOptions>? configure = null)
    {
        MqttRpcOptions options = new() { Uri = broker.Uri, Network = broker.Network };
        configure?.Invoke(options);
        return options;
    }

    public static Task<MqttRpcConnection> ConnectAsync(this TestBroker broker, Action<MqttRpcOptions>? configure = null) =>
        MqttRpcConnection.ConnectAsync(broker.Options(configure), TestContext.Current.CancellationToken);
}
