using System.Text;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class TextCacheTests
{
    [Fact]
    public void A_text_that_comes_again_is_the_same_string()
    {
        TextCache cache = new();
        byte[] utf8 = "home/küche/thermostat"u8.ToArray();

        Assert.Equal("home/küche/thermostat", cache.Get(utf8));
        Assert.Same(cache.Get(utf8), cache.Get(utf8));
        Assert.Equal(string.Empty, cache.Get([]));
    }

    [Fact]
    public void A_long_text_is_read_and_not_kept()
    {
        TextCache cache = new();
        byte[] utf8 = Encoding.UTF8.GetBytes(new string('a', 300));

        Assert.Equal(300, cache.Get(utf8).Length);
        Assert.NotSame(cache.Get(utf8), cache.Get(utf8));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2_000)]
    public void There_are_places_for_many_texts_that_come_over_and_over(int count)
    {
        TextCache cache = new();
        byte[][] texts = [.. Enumerable.Range(0, count).Select(static i => Encoding.UTF8.GetBytes($"bench/{i}/echo/echo"))];
        for (int round = 0; round < 20; round++)
        {
            Array.ForEach(texts, text => Assert.Equal(Encoding.UTF8.GetString(text), cache.Get(text)));
        }

        Assert.InRange(texts.Count(text => ReferenceEquals(cache.Get(text), cache.Get(text))), count * 0.7, count);
    }

    [Fact]
    public void Of_texts_without_end_a_bounded_number_is_kept()
    {
        TextCache cache = new();
        byte[][] texts = [.. Enumerable.Range(0, 100_000).Select(static i => Encoding.UTF8.GetBytes($"flood/{i}"))];
        string[] first = [.. texts.Select(text => cache.Get(text))];
        string[] second = [.. texts.Select(text => cache.Get(text))];

        Assert.Equal(first, second);
        Assert.InRange(first.Zip(second).Count(static pair => ReferenceEquals(pair.First, pair.Second)), 1, 8 * 1024);
    }
}
