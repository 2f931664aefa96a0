using System.Net.Sockets;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>A plain TCP connection.</summary>
internal sealed class SocketByteStream(Socket socket) : IByteStream
{
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int count = await socket.ReceiveAsync(destination, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        QuickAck.Rearm(socket);
        return count;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
        }
    }
}
