using Microsoft.Extensions.Time.Testing;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Testing;

public sealed class InMemoryBrokerRetainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryBroker _broker;

    public InMemoryBrokerRetainTests() => _broker = new(_time);

    [Fact]
    public async Task A_retained_message_reaches_subscribers_as_a_live_one_and_is_kept()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");

        await client.PublishAsync("a", "x", retain: true);

        Assert.False((await client.NextAsync()).Retain);
        Assert.True(_broker.RetainedMessages["a"].Retain);
    }

    [Fact]
    public async Task A_retained_message_is_not_sent_to_a_new_subscription()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.PublishAsync("a", "old", retain: true);

        await client.SubscribeAsync("a");
        await client.PublishAsync("a", "live");

        Assert.Equal("live", Text.Of(await client.NextAsync()));
    }

    [Fact]
    public async Task An_empty_retained_message_clears_its_topic()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.PublishAsync("a", "x", retain: true);
        await client.PublishAsync("b", "x", retain: true);

        await client.PublishAsync("a", retain: true);

        Assert.Equal(["b"], _broker.RetainedMessages.Keys);
    }

    [Fact]
    public async Task A_retained_message_expires()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.PublishAsync("a", "x", retain: true, expiry: 10);

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(6u, _broker.RetainedMessages["a"].ExpirySeconds);

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Empty(_broker.RetainedMessages);
    }

    [Fact]
    public async Task An_injected_message_keeps_its_retain_flag()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");

        Assert.Equal(MqttReasonCode.Success, _broker.Inject(new() { Topic = "a", Payload = Text.Bytes("x"), Qos = 1, Retain = true }));
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, _broker.Inject(new() { Topic = "b" }));

        MqttMessage message = await client.NextAsync();
        Assert.True(message.Retain);
        Assert.Equal(string.Empty, _broker.Publishes.Recorded[0].ClientId);
    }
}
