using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Tests.Topics;

public sealed class TopicTrieTests
{
    [Theory]
    [InlineData("a/b/c", "a/b/c")]
    [InlineData("a/b/x", "a/b/+")]
    [InlineData("a/x/c", "a/+/c")]
    [InlineData("a/x/y", "a/#")]
    [InlineData("a", "a/#")]
    [InlineData("x/b", "+/b")]
    [InlineData("x/y", "#")]
    [InlineData("x", "#")]
    [InlineData("/", "#")]
    public void A_literal_level_beats_a_plus_which_beats_the_rest(string topic, string expected) =>
        Assert.Equal(expected, Match(Trie("#", "+/b", "a/#", "a/+/c", "a/b/+", "a/b/c"), topic));

    [Theory]
    [InlineData("a/b/d", "a/+/d")]
    [InlineData("a/b/c/d", "+/b/#")]
    [InlineData("a/b/c", "a/b/c")]
    [InlineData("a/x/c", null)]
    [InlineData("b/b", "+/b/#")]
    public void A_dead_end_is_left_for_the_next_best_branch(string topic, string? expected) =>
        Assert.Equal(expected, Match(Trie("a/b/c", "a/+/d", "+/b/#"), topic));

    [Fact]
    public void The_brokers_own_topics_match_nothing()
    {
        Assert.Null(Match(Trie("#", "+/x", "$SYS/x"), "$SYS/x"));
        Assert.Equal("#", Match(Trie("#"), "a/$SYS"));
    }

    [Fact]
    public void A_change_leaves_the_trie_as_it_was()
    {
        TopicTrie<string> before = Trie("a");
        TopicTrie<string> after = before.Add(KeyValuePair.Create("b", "b"));
        TopicTrie<string> removed = after.Remove("a");

        Assert.Null(Match(before, "b"));
        Assert.Equal("b", Match(after, "b"));
        Assert.Equal("a", Match(after, "a"));
        Assert.Null(Match(removed, "a"));
        Assert.True(after.Contains("b"));
        Assert.False(removed.Contains("a"));
        Assert.Equal(["b"], removed.Entries.Select(static entry => entry.Key));
    }

    [Fact]
    public void Levels_of_equal_text_in_different_places_are_different()
    {
        TopicTrie<string> trie = Trie("a/a", "a/a/a");

        Assert.Null(Match(trie, "a"));
        Assert.Equal("a/a", Match(trie, "a/a"));
        Assert.Equal("a/a/a", Match(trie, "a/a/a"));
        Assert.Null(Match(trie, "a/a/a/a"));
    }

    private static TopicTrie<string> Trie(params string[] filters) =>
        TopicTrie<string>.Empty.Add(filters.Select(static filter => KeyValuePair.Create(filter, filter)));

    private static string? Match(TopicTrie<string> trie, string topic) => trie.TryMatch(topic, out string? value) ? value : null;
}
