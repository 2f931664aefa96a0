using TypedMqttRpc.BrokerTests.Brokers;

namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>A broker of its own with a connection that serves and one that calls.</summary>
internal sealed class RpcPair : IAsyncDisposable
{
    private RpcPair(TestBroker broker, MqttRpcConnection server, MqttRpcConnection caller, RecordedLog serverLog)
    {
        Broker = broker;
        Server = server;
        Caller = caller;
        ServerLog = serverLog;
    }

    public TestBroker Broker { get; }

    public MqttRpcConnection Server { get; }

    public MqttRpcConnection Caller { get; }

    public RecordedLog ServerLog { get; }

    public static async Task<RpcPair> StartAsync(BrokerKind kind, Action<MqttRpcOptions>? configure = null) =>
        await StartAsync(await TestBroker.StartAsync(kind), configure);

    /// <param name="broker">Belongs to the pair from here on.</param>
    /// <param name="configure">Changes the options of both connections.</param>
    public static async Task<RpcPair> StartAsync(TestBroker broker, Action<MqttRpcOptions>? configure = null)
    {
        RecordedLog log = new();
        MqttRpcConnection server = await broker.ConnectAsync(options =>
        {
            options.LoggerFactory = log;
            configure?.Invoke(options);
        });
        return new(broker, server, await broker.ConnectAsync(configure), log);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
