using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TypedMqttRpc.Faults.Proxy;

/// <summary>
/// A TCP proxy on a loopback port before a broker, where everything can go wrong that goes wrong on networks: resets, black holes, delay, little
/// bandwidth; and, packet by packet, loss, repetition, disorder. Thread-safe.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _brokerPort;
    private readonly Task _accepting;
    private int _accepted;
    private int _refused;

    public FaultProxy(int brokerPort)
    {
        _brokerPort = brokerPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public string Uri => $"mqtt://127.0.0.1:{Port}";

    /// <summary>How often a client has connected.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public PacketCounts Counts { get; } = new();

    /// <summary>Swallows what the client sends, its goodbye included. The broker's end of a connection is swallowed with <see cref="BlackHoleDown"/>.</summary>
    public bool BlackHoleUp { get; set; }

    /// <summary>Swallows what the broker sends, its end of the connection included.</summary>
    public bool BlackHoleDown { get; set; }

    /// <summary>Reads nothing that the broker sends, so that TCP's windows fill and the broker must wait.</summary>
    public bool StallDown { get; set; }

    /// <summary>Refuses further connections.</summary>
    public bool Refuse { get; set; }

    /// <summary>The reason in the CONNACK that further connections get, instead of the broker's; <see langword="null"/> leaves it to the broker.</summary>
    public byte? RefuseWith { get; set; }

    /// <summary>How many got such a CONNACK.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Added to everything, both ways.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The bandwidth each way, in bytes per second; 0 for all there is.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Decides about each packet; <see langword="null"/> lets all pass.</summary>
    public Func<Direction, Packet, PacketAction>? Rule { get; set; }

    /// <summary>Sees every packet before anything happens to it.</summary>
    public Action<Direction, Packet>? Tap { get; set; }

    /// <summary>Cuts all connections with a reset, as a crashed host or a router does.</summary>
    public void ResetAll()
    {
        foreach (ProxiedConnection connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <summary>Ends all connections with a DISCONNECT in the broker's name.</summary>
    public Task DisconnectAllAsync(byte reason) => Task.WhenAll(_connections.Keys.Select(connection => connection.DisconnectAsync(reason)));

    /// <summary>Lets go what was held.</summary>
    public void Release()
    {
        foreach (ProxiedConnection connection in _connections.Keys)
        {
            connection.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (ProxiedConnection connection in _connections.Keys)
        {
            connection.Reset();
            await connection.Ended;
        }

        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_stopping.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            if (Refuse)
            {
                client.Close();
                continue;
            }

            if (RefuseWith is { } reason)
            {
                _ = SayNoAsync(client, reason);
                continue;
            }

            Interlocked.Increment(ref _accepted);
            _ = ServeAsync(client);
        }
    }

    private async Task SayNoAsync(Socket client, byte reason)
    {
        using (client)
        {
            try
            {
                byte[] buffer = new byte[4 * 1024];
                await client.ReceiveAsync(buffer, _stopping.Token);

                // CONNACK: no session, the reason, no properties.
                await client.SendAsync(new byte[] { (byte)PacketKind.ConnAck << 4, 3, 0, reason, 0 }, _stopping.Token);
                Interlocked.Increment(ref _refused);

                // The end is left to the client, which then has read what it was told.
                await client.ReceiveAsync(buffer, _stopping.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                // It is refused either way.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        var broker = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await broker.ConnectAsync(IPAddress.Loopback, _brokerPort);
        }
        catch (SocketException)
        {
            // Nobody listens: the client sees a connection that ends at once, as through any proxy.
            broker.Dispose();
            client.Close(0);
            client.Dispose();
            return;
        }

        var connection = new ProxiedConnection(this, client, broker);
        _connections.TryAdd(connection, true);
        await connection.RunAsync();
        _connections.TryRemove(connection, out _);
    }
}
