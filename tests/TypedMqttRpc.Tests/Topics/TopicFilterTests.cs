using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Tests.Topics;

public sealed class TopicFilterTests
{
    /// <summary>The examples of MQTT 5.0 sections 4.7.1 to 4.7.3, and their edges.</summary>
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player2", false)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("sport/#", "sport/", true)]
    [InlineData("sport/#", "sports", false)]
    [InlineData("#", "a", true)]
    [InlineData("#", "a/b/c", true)]
    [InlineData("#", "/", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player2", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+", "a", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+/tennis/#", "sport/tennis", true)]
    [InlineData("+/tennis/#", "sport/tennis/a/b", true)]
    [InlineData("+/tennis/#", "tennis/a", false)]
    [InlineData("sport/+/player1", "sport/x/player1", true)]
    [InlineData("sport/+/player1", "sport/x/y/player1", false)]
    [InlineData("sport/+/+", "sport/x", false)]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "A/b", false)]
    [InlineData("a/b", "a/b/", false)]
    [InlineData("a/b/", "a/b", false)]
    [InlineData("a/", "a/", true)]
    [InlineData("a//c", "a//c", true)]
    [InlineData("a/+/c", "a//c", true)]
    [InlineData("/a", "a", false)]
    [InlineData("#", "$SYS/broker", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("$SYS/#", "$SYS/", true)]
    [InlineData("$SYS/#", "$SYS", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/Clients", true)]
    [InlineData("a/#", "a/$b", true)]
    [InlineData("a/+", "a/$b", true)]
    [InlineData("a", "", false)]
    public void A_topic_matches_a_filter_as_the_specification_says(string filter, string topic, bool expected)
    {
        Assert.Equal(expected, TopicFilter.Matches(filter, topic));

        // The trie is a second implementation of the same section; it refuses all of the broker's own topics.
        TopicTrie<string> trie = TopicTrie<string>.Empty.Add(KeyValuePair.Create(filter, "found"));
        Assert.Equal(expected && !topic.StartsWith('$'), trie.TryMatch(topic, out _));
    }

    [Fact]
    public void A_shared_filter_carries_its_group()
    {
        Assert.Equal("$share/g1/a/+", TopicFilter.Share("g1", "a/+"));
        Assert.True(TopicFilter.IsShared("$share/g1/a/+"));
        Assert.False(TopicFilter.IsShared("a/$share/g1"));
        Assert.False(TopicFilter.IsShared("$shared/g1/a"));
    }
}
