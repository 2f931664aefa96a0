using TypedMqttRpc.Network.MqttNet.Pipelined;

namespace TypedMqttRpc.Tests.Network.Pipelined;

public sealed class InputBufferTests
{
    private readonly InputBuffer _input = new(1_000_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Packets_are_whole_however_they_come(int chunk)
    {
        int[] sizes = [0, 1, 2, 126, 127, 128, 129, 1_000, 16_383, 16_384, 0, 70_000, 5];
        byte[] stream = [.. sizes.SelectMany(static (size, i) => Packet((byte)(i << 4), size))];
        List<(byte Header, byte[] Body)> packets = [];
        for (int position = 0; position < stream.Length;)
        {
            Memory<byte> room = _input.MakeRoom();
            Assert.False(room.IsEmpty);
            int count = Math.Min(Math.Min(chunk, room.Length), stream.Length - position);
            stream.AsSpan(position, count).CopyTo(room.Span);
            _input.OnRead(count);
            position += count;
            while (_input.TryTake(out byte header, out ArraySegment<byte> body))
            {
                packets.Add((header, [.. body]));
            }
        }

        Assert.Equal(sizes.Select(static (size, i) => ((byte)(i << 4), size)), packets.Select(static packet => (packet.Header, packet.Body.Length)));
        Assert.All(packets, static packet => Assert.Equal(Body(packet.Body.Length), packet.Body));
    }

    [Fact]
    public void A_packet_larger_than_the_broker_was_told_ends_the_connection_before_it_is_read()
    {
        Read(0x30, 0xC0, 0x84, 0x3D);

        Assert.Contains("MaxMessageBytes", Assert.Throws<InvalidDataException>(() => _input.TryTake(out _, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_of_five_bytes_is_malformed()
    {
        Read(0x30, 0x80, 0x80, 0x80, 0x80, 1);

        Assert.Throws<InvalidDataException>(() => _input.TryTake(out _, out _));
    }

    private void Read(params byte[] bytes)
    {
        bytes.CopyTo(_input.MakeRoom());
        _input.OnRead(bytes.Length);
    }

    private static byte[] Body(int size) => [.. Enumerable.Range(0, size).Select(static i => (byte)(i * 7))];

    private static byte[] Packet(byte header, int size)
    {
        List<byte> packet = [header];
        int length = size;
        do
        {
            packet.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);

        return [.. packet, .. Body(size)];
    }
}
