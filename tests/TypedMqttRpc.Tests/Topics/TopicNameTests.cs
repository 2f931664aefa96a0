using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Tests.Topics;

public sealed class TopicNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("/")]
    [InlineData("a//b")]
    [InlineData("1/2/3/4/5/6/7/8")]
    [InlineData("a/$b/😀")]
    public void A_topic_can_be_published_to(string topic) => Assert.Null(TopicName.FindProblem(topic));

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("", "is empty")]
    [InlineData("$SYS/x", "begins with '$'")]
    [InlineData("a/+/b", "wildcard")]
    [InlineData("a/b#", "wildcard")]
    [InlineData("a\0", "U+0000")]
    [InlineData("a\t", "U+0009")]
    [InlineData("a\ufdef", "U+FDEF")]
    [InlineData("1/2/3/4/5/6/7/8/9", "9 levels; brokers allow 8")]
    public void A_topic_that_brokers_refuse_is_told_why(string? topic, string expected) => Assert.Contains(expected, TopicName.FindProblem(topic));

    /// <summary>Not a row of the table above: metadata is UTF-8, which cannot hold half a pair.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Assert.Contains("U+DC00", TopicName.FindProblem("a/\udc00"));

    [Fact]
    public void A_topic_has_at_most_256_bytes_not_characters()
    {
        Assert.Null(TopicName.FindProblem(new string('ä', 128)));
        Assert.Equal("is 257 bytes long; brokers allow 256", TopicName.FindProblem(new string('ä', 128) + "x"));
    }

    [Fact]
    public void Checking_names_the_topic_and_the_parameter()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => TopicName.Check("a/#", "where"));

        Assert.Equal("where", error.ParamName);
        Assert.StartsWith("The topic 'a/#' contains a wildcard.", error.Message);
        Assert.Equal("a/b", TopicName.Check("a/b", "where"));
    }
}
