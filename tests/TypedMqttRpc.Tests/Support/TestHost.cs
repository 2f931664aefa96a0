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
        // Announcements and kept sessions have tests of their own; here each packet is one of the test's.
        MqttRpcOptions options = new() { ClientId = clientId, Network = Broker, TimeProvider = Time, LoggerFactory = Log, Presence = false, SessionExpiry = TimeSpan.Zero };
        configure?.Invoke(options);
        MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(options, TestContext.Current.CancellationToken).Soon();
        _connections.Add(connection);
        return connection;
    }

    /// <summary>
    /// Lets time pass until a lost connection has come back. It passes in small steps: a pause between two attempts is random, and one below
    /// a millisecond sets no timer that could be waited for.
    /// </summary>
    public Task PassUntilConnectedAsync(string clientId, MqttRpcConnection connection) => Time.PassUntilAsync(
        () => connection.State == MqttRpcConnectionState.Connected && Broker.ConnectedClients.Contains(clientId),
        TimeSpan.FromMilliseconds(5),
        "The next connection");

    public async ValueTask DisposeAsync()
    {
        foreach (MqttRpcConnection connection in _connections)
        {
            // Ending waits for handlers in virtual time, which nobody else moves any more.
            Task ended = connection.DisposeAsync().AsTask();
            await Time.PassUntilAsync(() => ended.IsCompleted, TimeSpan.FromMilliseconds(100), "The end of the connection");
            await ended;
        }
    }
}
