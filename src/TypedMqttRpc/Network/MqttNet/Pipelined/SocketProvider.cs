using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Channel;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>
/// Opens the TCP connection under MQTTnet's channel, since that does not give its socket away, and sets buffer sizes, which turns off
/// the kernel's own tuning.
/// </summary>
internal sealed class SocketProvider(MqttClientTcpOptions options) : IMqttClientStreamProvider
{
    /// <summary>The socket, once connected.</summary>
    public Socket? Socket { get; private set; }

    public async Task<Stream> ConnectAsync(EndPoint remoteEndpoint, CancellationToken cancellationToken)
    {
        Socket socket = options.AddressFamily == AddressFamily.Unspecified
            ? new Socket(SocketType.Stream, options.ProtocolType)
            : new Socket(options.AddressFamily, SocketType.Stream, options.ProtocolType);
        try
        {
            socket.NoDelay = options.NoDelay;
            if (options.LingerState is { } linger)
            {
                socket.LingerState = linger;
            }

            if (options.DualMode is { } dualMode)
            {
                socket.DualMode = dualMode;
            }

            if (options.LocalEndpoint is { } local)
            {
                socket.Bind(local);
            }

            await socket.ConnectAsync(remoteEndpoint, cancellationToken).ConfigureAwait(false);
            Socket = socket;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
