using System.Net.Sockets;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>
/// Has the kernel acknowledge at once what arrives next. A broker that leaves small packets to Nagle's algorithm, as Mosquitto does by default,
/// sends nothing more before that acknowledgement, which the kernel delays by 40 ms otherwise.
/// </summary>
/// <remarks>
/// Linux only, where the option holds until the kernel thinks better of it: see tcp(7). There is no such option on macOS, and none that a socket has on Windows.
/// </remarks>
internal static class QuickAck
{
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;

    private static readonly byte[] On = [1, 0, 0, 0];
    private static readonly bool IsLinux = OperatingSystem.IsLinux();

    public static void Rearm(Socket socket)
    {
        if (!IsLinux)
        {
            return;
        }

        try
        {
            socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, On);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The next read says so.
        }
    }
}
