using System.Buffers;
using TypedMqttRpc.Payloads;

namespace TypedMqttRpc.Tests.Payloads;

public sealed class PayloadBufferTests
{
    [Fact]
    public void What_was_written_survives_growing()
    {
        PayloadBuffer buffer = new();
        byte[] expected = new byte[100_000];
        new Random(1).NextBytes(expected);

        for (int at = 0, size = 1; at < expected.Length; at += size, size = Math.Min(size * 3, expected.Length - at))
        {
            expected.AsSpan(at, size).CopyTo(buffer.GetSpan(size));
            buffer.Advance(size);
        }

        Assert.Equal(expected, buffer.Written.ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(256, 256)]
    [InlineData(257, 257)]
    [InlineData(1_000_000, 1_000_000)]
    public void There_is_always_the_room_that_was_asked_for(int hint, int atLeast)
    {
        PayloadBuffer buffer = new();
        buffer.Advance(buffer.GetMemory(200).Length >= 200 ? 200 : 0);

        Assert.True(buffer.GetSpan(hint).Length >= atLeast);
        Assert.True(buffer.GetMemory(hint).Length >= atLeast);
        Assert.Equal(200, buffer.Written.Length);
    }

    [Fact]
    public void A_cleared_buffer_is_empty_and_can_be_used_again()
    {
        PayloadBuffer buffer = new();
        buffer.Clear();
        buffer.Write<byte>([1, 2, 3]);
        buffer.Clear();
        buffer.Clear();
        Assert.True(buffer.Written.IsEmpty);

        buffer.Write<byte>([4]);
        Assert.Equal([4], buffer.Written.ToArray());
        buffer.Clear();
    }

    [Fact]
    public void Writing_small_payloads_again_and_again_allocates_nothing()
    {
        PayloadBuffer buffer = new();
        Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Use();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Use()
        {
            buffer.Write<byte>([1, 2, 3]);
            buffer.Clear();
        }
    }
}
