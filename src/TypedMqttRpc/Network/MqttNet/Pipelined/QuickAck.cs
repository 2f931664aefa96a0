using System.Net.Sockets;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>
/// Has the kernel acknowledge at once what has arrived and what arrives next. A broker that leaves small packets to Nagle's algorithm, as Mosquitto does
/// by default, sends nothing more before that acknowledgement, which the kernel delays by 40 ms otherwise.
/// </summary>
/// <remarks>
/// Whatever is written carries the acknowledgement with it, so it is asked for only when nothing was written in answer to what was read.
/// Linux only, where the option holds until the kernel thinks better of it: see tcp(7). There is no such option on macOS, and none that a socket has on Windows.
/// </remarks>
internal sealed class QuickAck : IThreadPoolWorkItem
{
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;

    private static readonly byte[] On = [1, 0, 0, 0];

    private readonly Socket _socket;
    private readonly PacketWriter _writer;
    private long _lastWriteBefore;
    private int _isDue;

    private QuickAck(Socket socket, PacketWriter writer)
    {
        _socket = socket;
        _writer = writer;
    }

    /// <returns><see langword="null"/> where it cannot be done.</returns>
    public static QuickAck? Create(Socket? socket, PacketWriter writer) => socket is not null && OperatingSystem.IsLinux() ? new(socket, writer) : null;

    /// <summary>To be called after each read, before what was read is dealt with: what that leaves to this thread of the pool comes first then.</summary>
    public void OnRead()
    {
        Volatile.Write(ref _lastWriteBefore, _writer.LastWriteBegun);
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _isDue, 0);
        if (_writer.LastWriteBegun != Volatile.Read(ref _lastWriteBefore))
        {
            return;
        }

        try
        {
            _socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, On);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The next read says so.
        }
    }
}
