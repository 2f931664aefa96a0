using TypedMqttRpc.Calling;

namespace TypedMqttRpc.Tests.Calling;

public sealed class CorrelationDataTests
{
    [Theory]
    [InlineData(0, 0u, 0ul)]
    [InlineData(1, 2u, 3ul)]
    [InlineData(int.MaxValue, uint.MaxValue, ulong.MaxValue)]
    public void What_was_written_is_read(int slot, uint generation, ulong secret)
    {
        CorrelationData written = new(slot, generation, secret);
        byte[] bytes = new byte[CorrelationData.Length];
        written.Write(bytes);

        Assert.True(CorrelationData.TryRead(bytes, out CorrelationData read));
        Assert.Equal(written, read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(65_535)]
    public void Another_length_is_not_ours(int length) => Assert.False(CorrelationData.TryRead(new byte[length], out _));

    [Fact]
    public void Every_byte_counts()
    {
        byte[] bytes = [.. Enumerable.Range(1, 16).Select(static i => (byte)i)];
        CorrelationData.TryRead(bytes, out CorrelationData original);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x80;
            CorrelationData.TryRead(bytes, out CorrelationData changed);
            Assert.NotEqual(original, changed);
            bytes[i] ^= 0x80;
        }
    }

    [Fact]
    public void No_secret_comes_twice()
    {
        ulong[][] secrets = new ulong[4][];
        Parallel.For(0, secrets.Length, i => secrets[i] = [.. Enumerable.Range(0, 1_000).Select(static _ => CorrelationData.NewSecret())]);

        Assert.Equal(4_000, secrets.SelectMany(static some => some).Distinct().Count());
        Assert.DoesNotContain(0ul, secrets.SelectMany(static some => some));
    }
}
