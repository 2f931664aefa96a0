using System.Buffers;
using System.Runtime.InteropServices;
using MQTTnet.Channel;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>An encrypted connection, for which MQTTnet's channel does the handshake and checks certificates.</summary>
/// <param name="channel">MQTTnet's channel, connected.</param>
internal sealed class ChannelByteStream(IMqttChannel channel) : IByteStream
{
    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        MemoryMarshal.TryGetArray<byte>(destination, out ArraySegment<byte> array);
        return new(channel.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken));
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) =>
        new(channel.WriteAsync(new ReadOnlySequence<byte>(bytes), isEndOfPacket: true, CancellationToken.None));
}
