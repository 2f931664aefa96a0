using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;

namespace TypedMqttRpc.Testing;

/// <summary>
/// An MQTT 5 broker in this process, on a loopback port: real sockets for a test or a sample, with nothing to install. Thread-safe.
/// </summary>
/// <remarks>
/// For tests, samples and trusted programs on the same machine only. It accepts everyone, without password or encryption, and allocates memory
/// for packets before it knows who sends them, so it must never face a network. It has no shared subscriptions (SUBACK 0x9E), does not count down
/// or obey Message Expiry, does not keep Receive Maximum, and forgets everything when it stops. A broker for production is Mosquitto, EMQX, HiveMQ
/// or a managed one.
/// </remarks>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    // MQTTnet throws the oldest message away when this many wait for one client, and tells nobody.
    private const int MaximumPendingMessages = 1_000_000;
    private const int Attempts = 10;

    private readonly MqttServer _server;
    private int _isStopped;

    private EmbeddedBroker(MqttServer server, int port)
    {
        _server = server;
        Port = port;
    }

    /// <summary>The port, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where to connect to: <c>mqtt://127.0.0.1:port</c>.</summary>
    public string Uri => $"mqtt://127.0.0.1:{Port}";

    /// <summary>Starts a broker. When this returns, it accepts connections.</summary>
    /// <param name="port">The port on 127.0.0.1, up to 65,535; 0 takes a free one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is no port.</exception>
    /// <exception cref="SocketException">The port is in use.</exception>
    public static async Task<EmbeddedBroker> StartAsync(int port = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        for (int attempt = 1; ; attempt++)
        {
            int candidate = port == 0 ? FindFreePort() : port;
            MqttServer server = new MqttServerFactory().CreateMqttServer(Describe(candidate));
            server.ValidatingConnectionAsync += static connection =>
            {
                // Section 3.1.3.1: a client without an id, such as mosquitto_sub, gets one.
                if (string.IsNullOrEmpty(connection.ClientId))
                {
                    connection.AssignedClientIdentifier = $"client-{Guid.NewGuid():N}";
                }

                return Task.CompletedTask;
            };
            try
            {
                await server.StartAsync().ConfigureAwait(false);
                return new(server, candidate);
            }
            catch (SocketException)
            {
                server.Dispose();

                // Between finding a free port and listening on it, somebody else may have taken it.
                if (port != 0 || attempt == Attempts)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Stops the broker, which ends all connections, and frees the port. A second call does nothing.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) == 0)
        {
            await _server.StopAsync(new MqttServerStopOptions()).ConfigureAwait(false);
            _server.Dispose();
        }
    }

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static MqttServerOptions Describe(int port) => new MqttServerOptionsBuilder()
        .WithDefaultEndpoint()
        .WithDefaultEndpointPort(port)
        .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
        // None stands for not listening at all.
        .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
        .WithMaxPendingMessagesPerClient(MaximumPendingMessages)
        .Build();

    private static int FindFreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
