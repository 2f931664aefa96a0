using TypedMqttRpc.Testing;

namespace TypedMqttRpc.Tests.Testing;

public sealed class InMemoryBrokerRecordingTests
{
    private readonly InMemoryBroker _broker = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_message_on_a_filter_can_be_waited_for()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.PublishAsync("a/1");
        Task<RecordedMessage> next = _broker.Publishes.NextAsync("a/+", Cancel);

        await client.PublishAsync("b");
        Assert.False(next.IsCompleted);
        await client.PublishAsync("a/2");

        Assert.Equal(("client", "a/2"), ((await next).ClientId, (await next).Message.Topic));
    }

    [Fact]
    public async Task Messages_that_came_already_count_when_a_number_is_waited_for()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.PublishAsync("a/1");
        Task<IReadOnlyList<RecordedMessage>> two = _broker.Publishes.WaitForAsync("a/+", 2, Cancel);
        Assert.False(two.IsCompleted);

        await client.PublishAsync("a/2");
        await client.PublishAsync("a/3");

        Assert.Equal(["a/1", "a/2"], (await two).Select(static recorded => recorded.Message.Topic));
        Assert.Empty(await _broker.Publishes.WaitForAsync("a/+", 0, Cancel));
    }

    [Fact]
    public async Task A_delivery_is_recorded_once_its_receiver_has_returned()
    {
        using SemaphoreSlim mayReturn = new(0);
        await using Client client = await Client.ConnectAsync(_broker, "client", beforeAcknowledging: _ => mayReturn.Wait(Cancel));
        await client.SubscribeAsync("a");
        Task<RecordedMessage> delivered = _broker.Deliveries.NextAsync("a", Cancel);
        await client.PublishAsync("a");
        Assert.False(delivered.IsCompleted);

        mayReturn.Release();

        Assert.Equal("client", (await delivered).ClientId);
        Assert.Equal(1, client.Waiting);
    }

    [Fact]
    public async Task Connections_and_subscriptions_can_be_waited_for()
    {
        Task<RecordedConnect> connected = _broker.Connects.NextAsync("client", Cancel);
        Task<RecordedSubscription> subscribed = _broker.Subscribes.NextAsync("$share/g/a", Cancel);

        await using Client other = await Client.ConnectAsync(_broker, "other");
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        await client.SubscribeAsync("$share/g/a");

        Assert.Equal("client", (await connected).Options.ClientId);
        Assert.Equal(new("client", "$share/g/a", MqttReasonCode.GrantedQoS1), await subscribed);
        Assert.Equal(2, (await _broker.Connects.WaitForAsync("#", 2, Cancel)).Count);
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using CancellationTokenSource giveUp = new();
        Task<RecordedMessage> next = _broker.Publishes.NextAsync("a", giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_recording_can_be_cleared()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.PublishAsync("a");

        _broker.Publishes.Clear();
        await client.PublishAsync("b");

        Assert.Equal(["b"], _broker.Publishes.Recorded.Select(static recorded => recorded.Message.Topic));
    }
}
