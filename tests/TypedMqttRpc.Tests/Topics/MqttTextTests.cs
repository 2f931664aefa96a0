using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Tests.Topics;

public sealed class MqttTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("ünïcödé \u00a0 \ufdcf \ufdf0 \ufffd")]
    [InlineData("😀 \U0010FFFD")]
    public void Text_that_brokers_accept_is_left_alone(string text)
    {
        Assert.Null(MqttText.FindBadCharacter(text));
        Assert.Same(text, MqttText.Clean(text, 100));
    }

    [Theory]
    [InlineData("a\0", 0)]
    [InlineData("\u0001", 1)]
    [InlineData("a\u001fb", 0x1f)]
    [InlineData("\u007f", 0x7f)]
    [InlineData("\u009f", 0x9f)]
    [InlineData("\ufdd0", 0xfdd0)]
    [InlineData("\ufdef", 0xfdef)]
    [InlineData("\ufffe", 0xfffe)]
    [InlineData("\uffff", 0xffff)]
    [InlineData("😀\U0001FFFE", 0x1fffe)]
    [InlineData("\U0010FFFF", 0x10ffff)]
    public void The_first_character_that_brokers_dislike_is_found(string text, int expected) =>
        Assert.Equal(expected, MqttText.FindBadCharacter(text));

    /// <summary>Not rows of the table above: metadata is UTF-8, which cannot hold half a pair.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_found()
    {
        Assert.Equal(0xd800, MqttText.FindBadCharacter("x\ud800"));
        Assert.Equal(0xdc00, MqttText.FindBadCharacter("\udc00x"));
        Assert.Equal(0xd800, MqttText.FindBadCharacter("😀\ud800\ud800\udc00"));
    }

    [Fact]
    public void Cleaning_puts_a_space_for_each_bad_character() =>
        Assert.Equal("a b  c", MqttText.Clean("a\nb\0\ufffec", 100));

    [Fact]
    public void Cleaning_never_leaves_half_a_surrogate_pair()
    {
        Assert.Equal("ab", MqttText.Clean("ab😀", 3));
        Assert.Equal("ab😀", MqttText.Clean("ab😀c", 4));
        Assert.Null(MqttText.FindBadCharacter(MqttText.Clean("\ud800 and \udc00", 100)));
    }
}
