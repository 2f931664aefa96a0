using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class CorrelationDataTests
{
    private static readonly CorrelationData Some = new(123_456_789, 54_321, 98_765_432, 0xABC_DEF0_1234);

    [Theory]
    [InlineData(0u, 0, 0u, 0ul, false)]
    [InlineData(0u, 0, 0u, 0ul, true)]
    [InlineData(1u, 2, 3u, 4ul, false)]
    [InlineData(CorrelationData.LifeMask, CorrelationData.MaxSlots - 1, CorrelationData.GenerationMask, CorrelationData.SecretMask, false)]
    [InlineData(CorrelationData.LifeMask, CorrelationData.MaxSlots - 1, CorrelationData.GenerationMask, CorrelationData.SecretMask, true)]
    public void What_was_written_is_read(uint life, int slot, uint generation, ulong secret, bool asText)
    {
        CorrelationData written = new(life, slot, generation, secret);
        byte[] bytes = Write(written, asText);

        Assert.True(CorrelationData.TryRead(bytes, out CorrelationData read));
        Assert.Equal(written, read);
    }

    [Fact]
    public void It_is_a_uuid_of_version_8()
    {
        Guid uuid = new(Write(Some, asText: false), bigEndian: true);

        Assert.Equal(8, uuid.Version);
        Assert.Equal(0b10, uuid.Variant >> 2);
    }

    [Fact]
    public void As_text_it_is_what_a_script_can_carry()
    {
        byte[] text = Write(Some, asText: true);

        Assert.Equal(CorrelationData.TextLength, text.Length);
        Assert.All(text, static c => Assert.True(char.IsAsciiLetterOrDigit((char)c) || c is (byte)'-' or (byte)'_'));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(21)]
    [InlineData(65_535)]
    public void Another_length_is_not_ours(int length) => Assert.False(CorrelationData.TryRead(new byte[length], out _));

    [Fact]
    public void The_uuid_of_another_maker_is_not_ours()
    {
        Assert.False(CorrelationData.TryRead(Guid.NewGuid().ToByteArray(bigEndian: true), out _));
        Assert.False(CorrelationData.TryRead(Guid.CreateVersion7().ToByteArray(bigEndian: true), out _));
        Assert.False(CorrelationData.TryRead("0000000000000042"u8, out _));
        Assert.False(CorrelationData.TryRead("not base64url text at!"u8, out _));
    }

    [Fact]
    public void Every_bit_counts()
    {
        byte[] bytes = Write(Some, asText: false);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(CorrelationData.TryRead(bytes, out CorrelationData changed) && changed == Some, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(6u, 5u, true)]
    [InlineData(5u, 5u, false)]
    [InlineData(5u, 6u, false)]
    [InlineData(0u, CorrelationData.GenerationMask, true)]
    [InlineData(CorrelationData.GenerationMask, 0u, false)]
    public void Of_two_calls_of_a_slot_one_is_newer_also_when_the_count_wraps(uint generation, uint other, bool isNewer) =>
        Assert.Equal(isNewer, (Some with { Generation = generation }).IsNewerThan(Some with { Generation = other }));

    private static byte[] Write(in CorrelationData correlation, bool asText)
    {
        byte[] bytes = new byte[CorrelationData.TextLength];
        return bytes[..correlation.Write(bytes, asText)];
    }
}
