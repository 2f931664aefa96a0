using TypedMqttRpc.Payloads;

namespace TypedMqttRpc.Tests.Payloads;

public sealed class TopicTokenParserTests
{
    [Fact]
    public void Every_type_of_token_reads_what_a_caller_writes()
    {
        RoundTrip("any text");
        RoundTrip(sbyte.MinValue);
        RoundTrip(byte.MaxValue);
        RoundTrip(short.MinValue);
        RoundTrip(ushort.MaxValue);
        RoundTrip(int.MinValue);
        RoundTrip(uint.MaxValue);
        RoundTrip(long.MinValue);
        RoundTrip(ulong.MaxValue);
        RoundTrip(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
        RoundTrip(DayOfWeek.Friday);
        RoundTrip(default(int));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("0x1")]
    [InlineData("(1)")]
    [InlineData("2147483648")]
    [InlineData("٣")]
    public void Text_that_is_no_integer_is_refused(string text) => Assert.False(TopicTokenParser<int>.Parse(text, out _));

    [Fact]
    public void A_number_outside_of_its_type_is_refused()
    {
        Assert.False(TopicTokenParser<byte>.Parse("256", out _));
        Assert.False(TopicTokenParser<byte>.Parse("-1", out _));
        Assert.False(TopicTokenParser<sbyte>.Parse("-129", out _));
        Assert.False(TopicTokenParser<ulong>.Parse("18446744073709551616", out _));
        Assert.False(TopicTokenParser<Guid>.Parse("0f8fad5b", out _));
    }

    [Theory]
    [InlineData("friday")]
    [InlineData("Freitag")]
    [InlineData("")]
    public void An_enum_is_read_by_the_exact_name_of_its_member(string text) => Assert.False(TopicTokenParser<DayOfWeek>.Parse(text, out _));

    [Fact]
    public void Another_type_is_a_mistake_of_the_contract() =>
        Assert.Contains("DateTime", Assert.Throws<NotSupportedException>(() => TopicTokenParser<DateTime>.Parse("2026-01-01", out _)).Message);

    private static void RoundTrip<T>(T value)
    {
        TopicTokens tokens = new();
        new TopicTokenWriter(tokens).Write("t", value);

        Assert.True(TopicTokenParser<T>.Parse(tokens["t"], out T read));
        Assert.Equal(value, read);
    }
}
