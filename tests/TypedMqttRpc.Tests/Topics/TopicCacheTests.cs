using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Tests.Topics;

public sealed class TopicCacheTests
{
    [Fact]
    public void What_was_kept_is_found_and_nothing_else()
    {
        TopicCache<string> cache = new();

        Assert.Null(cache.Find("a/b"));
        Assert.Equal("value", cache.Keep("a/b", "value"));
        Assert.Equal("value", cache.Find("a/b"));
        Assert.Null(cache.Find("a/c"));
        Assert.Null(cache.Find(string.Empty));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(4_000)]
    public void There_are_places_for_many_topics_that_come_again_and_again(int count)
    {
        TopicCache<string> cache = new();
        string[] topics = [.. Enumerable.Range(0, count).Select(static i => $"home/dev-{i}/thermostat/getReading")];
        for (int round = 0; round < 10; round++)
        {
            Array.ForEach(topics, topic => _ = cache.Find(topic) ?? cache.Keep(topic, topic));
        }

        Assert.All(topics, topic => Assert.Equal(topic, cache.Find(topic) ?? topic));
        Assert.InRange(topics.Count(topic => cache.Find(topic) is not null), count * 0.7, count);
    }

    [Fact]
    public void Of_topics_without_end_a_bounded_number_is_kept()
    {
        TopicCache<string> cache = new();
        string[] topics = [.. Enumerable.Range(0, 200_000).Select(static i => $"flood/{i}")];
        for (int round = 0; round < 2; round++)
        {
            Array.ForEach(topics, topic => cache.Keep(topic, topic));
        }

        Assert.InRange(topics.Count(topic => cache.Find(topic) is not null), 1, 16 * 1024);
    }

    [Fact]
    public void Threads_that_share_it_find_only_what_belongs_to_a_topic()
    {
        TopicCache<string> cache = new();
        Parallel.For(0, 200_000, i =>
        {
            string topic = $"t/{i % 3_000}";
            Assert.Equal(topic, cache.Find(topic) ?? cache.Keep(topic, topic));
        });
    }
}
