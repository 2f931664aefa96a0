using System.Net.Sockets;

namespace TypedMqttRpc.Faults.Proxy;

/// <summary>A client's connection, and the one to the broker behind it.</summary>
internal sealed class ProxiedConnection(FaultProxy proxy, Socket client, Socket broker)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _reset = new();
    private readonly OutgoingPackets _toClient = new(client);
    private readonly OutgoingPackets _toBroker = new(broker);

    /// <summary>Ends when both sides are closed.</summary>
    public Task Ended => _ended.Task;

    public async Task RunAsync()
    {
        try
        {
            await Task.WhenAll(
                PumpAsync(Direction.Up, client, broker, _toBroker),
                PumpAsync(Direction.Down, broker, client, _toClient));
        }
        finally
        {
            client.Dispose();
            broker.Dispose();
            _ended.SetResult();
        }
    }

    /// <summary>Ends both sides with RST.</summary>
    public void Reset()
    {
        Abort(client);
        Abort(broker);
        _reset.Cancel();
    }

    /// <summary>Says DISCONNECT in the broker's name, and then nothing more.</summary>
    public async Task DisconnectAsync(byte reason)
    {
        try
        {
            await _toClient.SendAsync(new Packet([(byte)PacketKind.Disconnect << 4, 2, reason, 0], headerLength: 2), PacketAction.Pass);
            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    public void Release()
    {
        _toBroker.Release();
        _toClient.Release();
    }

    private static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    private bool Swallows(Direction direction) => direction == Direction.Up ? proxy.BlackHoleUp : proxy.BlackHoleDown;

    private async Task PumpAsync(Direction direction, Socket from, Socket to, OutgoingPackets outgoing)
    {
        var reader = new PacketReader();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                while (direction == Direction.Down && proxy.StallDown)
                {
                    await Task.Delay(LookAgain, _reset.Token);
                }

                int count = await from.ReceiveAsync(buffer.AsMemory(), _reset.Token);
                if (count == 0)
                {
                    break;
                }

                if (!Swallows(direction))
                {
                    await SlowDownAsync(count);
                    await ForwardAsync(direction, reader.Read(buffer.AsMemory(0, count)), outgoing);
                }
            }

            // What is swallowed includes the end: the other side must not learn of it.
            while (Swallows(direction))
            {
                await Task.Delay(LookAgain, _reset.Token);
            }

            to.Shutdown(SocketShutdown.Both);
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            if (!_reset.IsCancellationRequested && Swallows(direction))
            {
                await Task.Delay(Timeout.Infinite, _reset.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            }

            Abort(to);
        }
    }

    private async Task ForwardAsync(Direction direction, IEnumerable<Packet> packets, OutgoingPackets outgoing)
    {
        foreach (Packet packet in packets)
        {
            proxy.Counts.Add(direction, packet);
            proxy.Tap?.Invoke(direction, packet);
            await outgoing.SendAsync(packet, proxy.Rule?.Invoke(direction, packet) ?? PacketAction.Pass);
        }
    }

    private async Task SlowDownAsync(int count)
    {
        TimeSpan pause = proxy.Delay + (proxy.BytesPerSecond > 0 ? TimeSpan.FromSeconds((double)count / proxy.BytesPerSecond) : TimeSpan.Zero);
        if (pause >= TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(pause, _reset.Token);
        }
    }
}
