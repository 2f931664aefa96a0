namespace TypedMqttRpc.Tests.Topics;

public sealed class TopicTokensTests
{
    [Fact]
    public void A_value_is_found_by_name_and_by_position()
    {
        TopicTokens tokens = new() { ["a"] = "1", ["b"] = "2" };

        Assert.Equal("2", tokens["b"]);
        Assert.Equal("2", tokens[1]);
        Assert.Equal(["a", "b"], tokens.Keys);
        Assert.Equal(["1", "2"], tokens.Values);
        Assert.True(tokens.ContainsKey("a"));
        Assert.False(tokens.TryGetValue("A", out _));
    }

    [Fact]
    public void A_value_can_be_replaced()
    {
        TopicTokens tokens = new() { ["a"] = "1" };
        tokens["a"] = "2";

        Assert.Equal("2", Assert.Single(tokens).Value);
    }

    [Fact]
    public void A_missing_token_is_named_with_those_that_are_there()
    {
        KeyNotFoundException error = Assert.Throws<KeyNotFoundException>(() => new TopicTokens { ["a"] = "1" }["b"]);
        Assert.Contains("'b'", error.Message);
        Assert.EndsWith("there is a.", error.Message);
        Assert.EndsWith("there is none.", Assert.Throws<KeyNotFoundException>(() => new TopicTokens()["b"]).Message);
    }

    [Theory]
    [InlineData("a/b", "contains '/'")]
    [InlineData("+", "contains '+'")]
    [InlineData("x#", "contains '#'")]
    [InlineData("", "is empty")]
    [InlineData(null, "is empty")]
    [InlineData("a\0", "U+0000")]
    [InlineData("a\u001f", "U+001F")]
    [InlineData("a\u007f", "U+007F")]
    [InlineData("\ufffe", "U+FFFE")]
    public void A_value_that_is_not_one_level_is_refused_and_never_escaped(string? value, string expected)
    {
        TopicTokens tokens = new();

        ArgumentException error = Assert.Throws<ArgumentException>(() => tokens["deviceId"] = value!);

        Assert.Equal("deviceId", error.ParamName);
        Assert.Contains(expected, error.Message);
        Assert.Empty(tokens);
    }

    /// <summary>Not a row of the table above: metadata is UTF-8, which cannot hold half a pair.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Contains("U+D800", Assert.Throws<ArgumentException>(() => new TopicTokens { ["a"] = "x\ud800" }).Message);

    [Fact]
    public void A_value_has_at_most_256_bytes()
    {
        TopicTokens tokens = new() { ["a"] = new string('ä', 128) };

        Assert.Contains("longer than 256 bytes", Assert.Throws<ArgumentException>(() => tokens["b"] = new string('ä', 128) + "x").Message);
    }

    [Fact]
    public void A_frozen_copy_does_not_follow_and_cannot_be_changed()
    {
        TopicTokens tokens = new() { ["a"] = "1" };
        TopicTokens frozen = tokens.Freeze();
        tokens["a"] = "2";

        Assert.Equal("1", frozen["a"]);
        Assert.Throws<InvalidOperationException>(() => frozen["a"] = "3");
        Assert.Throws<InvalidOperationException>(() => TopicTokens.Empty["a"] = "3");
        Assert.Same(frozen, frozen.Freeze());
    }
}
