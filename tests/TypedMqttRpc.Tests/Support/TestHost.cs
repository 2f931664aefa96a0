using TypedMqttRpc.Testing;

namespace TypedMqttRpc.Tests.Support;

/// <summary>An in-memory broker in virtual time, and connections to it that end with the test.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly List<MqttRpcConnection> _connections = [];

    public TestHost() => Broker = new(Time);

    public TestTime Time { get; } = new();

    public InMemoryBroker Broker { get; }

    public TestLog Log { get; } = new();

    public async Task<MqttRpcConnection> ConnectAsync(string clientId, Action<MqttRpcOptions>? configure = null)
    {
        MqttRpcOptions options = new() { ClientId = clientId, Network = Broker, TimeProvider = Time, LoggerFactory = Log };
        configure?.Invoke(options);
        MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(options, TestContext.Current.CancellationToken).Soon();
        _connections.Add(connection);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (MqttRpcConnection connection in _connections)
        {
            // Ending waits for handlers in virtual time, which nobody else moves any more.
            Task ended = connection.DisposeAsync().AsTask();
            await Waiting.Until(
                () =>
                {
                    if (!ended.IsCompleted)
                    {
                        Time.Advance(TimeSpan.FromMilliseconds(100));
                    }

                    return ended.IsCompleted;
                },
                "The end of the connection");
            await ended;
        }
    }
}
