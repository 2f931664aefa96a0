using Microsoft.Extensions.Time.Testing;
using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Testing;

public sealed class InMemoryBrokerSessionTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryBroker _broker;

    public InMemoryBrokerSessionTests() => _broker = new(_time);

    [Fact]
    public async Task A_session_keeps_subscriptions_and_QoS_1_messages_while_its_client_is_away()
    {
        await using Client publisher = await Client.ConnectAsync(_broker, "publisher");
        Client away = await Client.ConnectAsync(_broker, "client", Hour);
        await away.SubscribeAsync("a");
        _broker.Disconnect("client");

        Assert.Equal(MqttReasonCode.Success, await publisher.PublishAsync("a", "lost", qos: 0));
        Assert.Equal(MqttReasonCode.Success, await publisher.PublishAsync("a", "kept"));

        await using Client back = await Client.ConnectAsync(_broker, "client", Hour, cleanStart: false);
        await publisher.PublishAsync("a", "live");
        Assert.Equal(["kept", "live"], await back.NextAsync(2));
        Assert.True(_broker.Connects.Recorded[^1].SessionPresent);
    }

    [Fact]
    public async Task A_clean_start_forgets_the_session()
    {
        await using Client publisher = await Client.ConnectAsync(_broker, "publisher");
        Client away = await Client.ConnectAsync(_broker, "client", Hour);
        await away.SubscribeAsync("a");
        _broker.Disconnect("client");
        await publisher.PublishAsync("a");

        await using Client back = await Client.ConnectAsync(_broker, "client", Hour, cleanStart: true);

        Assert.False(_broker.Connects.Recorded[^1].SessionPresent);
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await publisher.PublishAsync("a"));
        Assert.Equal(0, back.Waiting);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(60, 59, true)]
    [InlineData(60, 60, false)]
    [InlineData(uint.MaxValue, 1_000_000_000, true)]
    public async Task A_session_lives_as_long_as_its_expiry_after_the_connection(long expirySeconds, long awaySeconds, bool lives)
    {
        Client away = await Client.ConnectAsync(_broker, "client", TimeSpan.FromSeconds(expirySeconds));
        await away.SubscribeAsync("a");
        _time.Advance(Hour);
        _broker.Disconnect("client");

        _time.Advance(TimeSpan.FromSeconds(awaySeconds));
        await using Client back = await Client.ConnectAsync(_broker, "client", cleanStart: false);

        Assert.Equal(lives, _broker.Connects.Recorded[^1].SessionPresent);
        Assert.Equal(lives ? 1 : 0, _broker.SubscriptionsOf("client").Count);
    }

    [Fact]
    public async Task Message_expiry_is_counted_down_while_the_client_is_away()
    {
        await using Client publisher = await Client.ConnectAsync(_broker, "publisher");
        Client away = await Client.ConnectAsync(_broker, "client", Hour);
        await away.SubscribeAsync("a");
        _broker.Disconnect("client");
        await publisher.PublishAsync("a", "short", expiry: 5);
        await publisher.PublishAsync("a", "long", expiry: 10);
        await publisher.PublishAsync("a", "for ever");

        _time.Advance(TimeSpan.FromSeconds(5.5));
        await using Client back = await Client.ConnectAsync(_broker, "client", cleanStart: false);

        MqttMessage first = await back.NextAsync();
        MqttMessage second = await back.NextAsync();
        Assert.Equal(("long", 5u), (Text.Of(first), first.ExpirySeconds));
        Assert.Equal(("for ever", 0u), (Text.Of(second), second.ExpirySeconds));
    }

    [Fact]
    public async Task Message_expiry_is_counted_down_while_a_delivery_is_held()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        using (_broker.Deliveries.Hold("a"))
        {
            await client.PublishAsync("a", "short", expiry: 1);
            await client.PublishAsync("a", "long", expiry: 3);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        MqttMessage message = await client.NextAsync();
        Assert.Equal(("long", 2u), (Text.Of(message), message.ExpirySeconds));
    }

    [Fact]
    public async Task A_queue_is_bounded_and_throws_the_newest_away()
    {
        _broker.Deliveries.MaximumQueued = 2;
        await using Client publisher = await Client.ConnectAsync(_broker, "publisher");
        Client away = await Client.ConnectAsync(_broker, "client", Hour);
        await away.SubscribeAsync("a");
        _broker.Disconnect("client");

        foreach (string payload in (string[])["1", "2", "3"])
        {
            Assert.Equal(MqttReasonCode.Success, await publisher.PublishAsync("a", payload));
        }

        await using Client back = await Client.ConnectAsync(_broker, "client", cleanStart: false);
        Assert.Equal(["1", "2"], await back.NextAsync(2));
        Assert.Equal(1, _broker.Deliveries.Overflowed);
    }

    [Fact]
    public async Task A_second_connection_with_the_same_client_id_takes_over()
    {
        await using Client first = await Client.ConnectAsync(_broker, "client", Hour);
        await first.SubscribeAsync("a");

        await using Client second = await Client.ConnectAsync(_broker, "client", Hour, cleanStart: false);

        Assert.Contains("0x8E SessionTakenOver", await first.Closed);
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => first.PublishAsync("a").AsTask());
        Assert.Equal(MqttReasonCode.Success, await second.PublishAsync("a", "x"));
        Assert.Equal(["x"], await second.NextAsync(1));
        Assert.Equal(["client"], _broker.ConnectedClients);
    }

    [Fact]
    public async Task A_message_that_was_not_acknowledged_comes_again_to_the_next_connection()
    {
        using SemaphoreSlim arrived = new(0);
        using SemaphoreSlim mayReturn = new(0);
        await using Client publisher = await Client.ConnectAsync(_broker, "publisher");
        Client first = await Client.ConnectAsync(_broker, "client", Hour, beforeAcknowledging: _ =>
        {
            arrived.Release();
            mayReturn.Wait(TestContext.Current.CancellationToken);
        });
        await first.SubscribeAsync("a");
        await publisher.PublishAsync("a", "x");
        await arrived.WaitAsync(TestContext.Current.CancellationToken);

        _broker.Disconnect("client");
        await using Client second = await Client.ConnectAsync(_broker, "client", Hour, cleanStart: false);
        MqttMessage again = await second.NextAsync();
        mayReturn.Release();

        Assert.True(again.Duplicate);
        Assert.Equal("x", Text.Of(again));
        Assert.Equal("the connection was cut", await first.Closed);
    }

    [Fact]
    public async Task A_disposed_connection_says_nothing_and_does_nothing_more()
    {
        Client client = await Client.ConnectAsync(_broker, "client");
        await client.DisposeAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<MqttConnectionLostException>(() => client.PublishAsync("a", qos: 0).AsTask());
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => client.SubscribeAsync("a"));
        Assert.False(client.IsClosed);
        Assert.False(_broker.Disconnect("client"));
    }
}
