using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Tests.Topics;

public sealed class TopicTemplateTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("demo/greeter", 2)]
    [InlineData("home/{deviceId}/thermostat", 3)]
    [InlineData("{a}/{b}/{_c1}", 3)]
    [InlineData("with space/ünïcode/$not-first", 3)]
    [InlineData("dots.and-dashes_/~!@&*()=:;,'\"", 2)]
    public void A_template_is_literals_and_whole_level_tokens(string text, int levels)
    {
        TopicTemplate template = TopicTemplate.Parse(text, "topic");

        Assert.Equal(text, template.Text);
        Assert.Equal(levels, template.LevelCount);
    }

    [Fact]
    public void Tokens_are_listed_in_order() =>
        Assert.Equal(["site", "deviceId"], TopicTemplate.Parse("plant/{site}/x/{deviceId}", "topic").Tokens);

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("", "is empty")]
    [InlineData("/a", "empty level")]
    [InlineData("a/", "empty level")]
    [InlineData("a//b", "empty level")]
    [InlineData("/", "empty level")]
    [InlineData("$SYS/a", "begins with '$'")]
    [InlineData("$share/g/a", "begins with '$'")]
    [InlineData("a/+/b", "contains the wildcard '+'")]
    [InlineData("a/#", "contains the wildcard '#'")]
    [InlineData("a/b+", "wildcard '+' inside the level 'b+'")]
    [InlineData("a/#b", "wildcard '#' inside the level '#b'")]
    [InlineData("a/{}", "has the token '{}'")]
    [InlineData("a/{1a}", "has the token '{1a}'")]
    [InlineData("a/{b-c}", "has the token '{b-c}'")]
    [InlineData("a/{b c}", "has the token '{b c}'")]
    [InlineData("a/{b+}", "has the token '{b+}'")]
    [InlineData("a/x{b}", "in 'x{b}'")]
    [InlineData("a/{b}x", "in '{b}x'")]
    [InlineData("a/{b", "in '{b'")]
    [InlineData("a/b}", "in 'b}'")]
    [InlineData("{a}/{a}", "the token '{a}' twice")]
    [InlineData("a\0b", "U+0000")]
    [InlineData("a/b\n", "U+000A")]
    [InlineData("a/\u0085", "U+0085")]
    [InlineData("a/\ud83d\ude00", "U+D83D")]
    [InlineData("a/\ufdd0", "U+FDD0")]
    [InlineData("a/\uffff", "U+FFFF")]
    public void A_bad_template_is_refused_with_what_to_change(string? text, string expected)
    {
        Assert.Null(TopicTemplate.TryParse(text, allowWildcards: false, out string? problem));
        Assert.Contains(expected, problem);

        ArgumentException error = Assert.Throws<ArgumentException>(() => TopicTemplate.Parse(text!, "topic"));
        Assert.Equal("topic", error.ParamName);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("devices/+")]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("a/+/{id}/#")]
    public void A_route_may_have_wildcards(string text) => Assert.NotNull(TopicTemplate.TryParse(text, allowWildcards: true, out _));

    [Theory]
    [InlineData("a/#/b", "'#' before the last level")]
    [InlineData("a/b#", "inside the level")]
    [InlineData("$SYS/#", "begins with '$'")]
    public void A_route_has_wildcards_only_where_MQTT_allows_them(string text, string expected)
    {
        Assert.Null(TopicTemplate.TryParse(text, allowWildcards: true, out string? problem));
        Assert.Contains(expected, problem);
    }

    [Fact]
    public void Wildcards_are_named_by_their_position_among_the_holes() =>
        Assert.Equal(["0", "id", "2", "3"], TopicTemplate.Parse("+/{id}/x/+/#", "topic", allowWildcards: true).Tokens);

    [Fact]
    public void A_topic_is_made_of_the_values_of_the_tokens()
    {
        TopicTemplate template = TopicTemplate.Parse("plant/{site}/x/{deviceId}", "topic");

        Assert.Equal("plant/s1/x/d 2", template.ToTopic(new() { ["deviceId"] = "d 2", ["site"] = "s1" }));
    }

    [Fact]
    public void A_topic_without_tokens_is_its_text()
    {
        TopicTemplate template = TopicTemplate.Parse("demo/greeter", "topic");

        Assert.Same(template.Text, template.ToTopic(TopicTokens.Empty));
        Assert.Same(template.Text, template.ToFilter(TopicTokens.Empty));
    }

    [Fact]
    public void A_topic_with_a_token_without_value_is_refused_with_its_name()
    {
        TopicTemplate template = TopicTemplate.Parse("plant/{site}/{deviceId}", "topic");

        ArgumentException error = Assert.Throws<ArgumentException>(() => template.ToTopic(new() { ["site"] = "s1" }));

        Assert.Contains("'{deviceId}'", error.Message);
        Assert.Contains("tokens[\"deviceId\"]", error.Message);
    }

    [Theory]
    [InlineData("plant/{site}/x/{deviceId}", "plant/s1/x/+")]
    [InlineData("+/{site}/#", "+/s1/#")]
    [InlineData("{deviceId}", "+")]
    public void A_filter_leaves_open_what_has_no_value(string text, string filter) =>
        Assert.Equal(filter, TopicTemplate.Parse(text, "topic", allowWildcards: true).ToFilter(new() { ["site"] = "s1" }));

    [Theory]
    [InlineData("plant/{site}/x/{deviceId}", "plant/s1/x/d2/getReading", "site=s1 deviceId=d2")]
    [InlineData("plant/{site}/x/{deviceId}", "plant/s1/x/d2", "site=s1 deviceId=d2")]
    [InlineData("{a}/{b}", "x/y/method/caller", "a=x b=y")]
    [InlineData("devices/+", "devices/7", "0=7")]
    [InlineData("devices/#", "devices/7/a/b", "0=7/a/b")]
    [InlineData("devices/#", "devices", "0=")]
    [InlineData("devices/+/#", "devices/7", "0=7 1=")]
    [InlineData("#", "a/b", "0=a/b")]
    [InlineData("+/b", "/b", "0=")]
    [InlineData("a/b", "a/b", "")]
    public void The_values_are_read_from_a_topic(string text, string topic, string expected)
    {
        TopicTokens tokens = TopicTemplate.Parse(text, "topic", allowWildcards: true).Read(topic);

        Assert.Equal(expected, string.Join(' ', tokens.Select(static token => $"{token.Key}={token.Value}")));
    }

    [Fact]
    public void What_was_made_of_values_is_read_as_the_same_values()
    {
        TopicTemplate template = TopicTemplate.Parse("{a}/x/{b}/y/{c}", "topic");
        TopicTokens values = new() { ["a"] = "ä", ["b"] = "$b", ["c"] = "{c}" };

        TopicTokens read = template.Read(template.ToTopic(values) + "/method");

        Assert.Equal(values, read);
    }
}
