using TypedMqttRpc.BrokerTests.Clients;

namespace TypedMqttRpc.BrokerTests.Brokers;

public sealed class TestBrokerTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_broker_says_how_to_connect_in_exactly_one_way(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);

        Assert.Equal(kind, broker.Kind);
        Assert.True(broker.Uri is null ^ broker.Network is null);
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_message_goes_from_publisher_to_subscriber(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using PlainClient publisher = await PlainClient.ConnectAsync(broker.Uri!);
        await using PlainClient subscriber = await PlainClient.ConnectAsync(broker.Uri!);
        Assert.Equal(MqttReasonCode.GrantedQoS1, await subscriber.SubscribeAsync("a/+"));

        Assert.Equal(MqttReasonCode.Success, await publisher.PublishAsync("a/b", "hello"));

        Assert.Equal("hello", await subscriber.NextTextAsync());
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_publish_that_nobody_subscribes_to_is_told_so(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using PlainClient publisher = await PlainClient.ConnectAsync(broker.Uri!);

        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await publisher.PublishAsync("a/b"));
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_broker_restarts_at_the_same_address_and_has_forgotten_its_clients(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        string? address = broker.Uri;
        await using PlainClient before = await PlainClient.ConnectAsync(address!);
        await before.SubscribeAsync("a");

        await broker.RestartAsync();

        await before.Disconnected;
        Assert.Equal(address, broker.Uri);
        await using PlainClient after = await PlainClient.ConnectAsync(address!);
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await after.PublishAsync("a"));
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task Shared_subscriptions_are_there_or_are_refused(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using PlainClient client = await PlainClient.ConnectAsync(broker.Uri!);

        MqttReasonCode expected = broker.HasSharedSubscriptions ? MqttReasonCode.GrantedQoS1 : MqttReasonCode.SharedSubscriptionsNotSupported;
        Assert.Equal(expected, await client.SubscribeAsync("$share/group/a"));
    }
}
