using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Testing;

public sealed class InMemoryBrokerLimitTests
{
    private readonly InMemoryBroker _broker = new();

    [Fact]
    public async Task The_connection_knows_the_limits_of_its_broker()
    {
        _broker.Limits = new() { ReceiveMaximum = 5, MaximumPacketSize = 1_000, MaximumQos = 1, SharedSubscriptions = false, KeepAlive = TimeSpan.FromSeconds(9) };

        await using Client client = await Client.ConnectAsync(_broker, "client");

        Assert.Equal(_broker.Limits, client.Session.Limits);
    }

    [Fact]
    public async Task A_packet_over_the_size_limit_costs_the_connection()
    {
        // Fixed header 2, topic 2 + 1, packet id 2, property length 1: the payload has what remains.
        _broker.Limits = new() { MaximumPacketSize = 108 };
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");

        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync("a", new string('x', 100)));
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => client.PublishAsync("a", new string('x', 101)).AsTask());

        Assert.Contains("0x95 PacketTooLarge", await client.Closed);
    }

    [Fact]
    public async Task Properties_count_for_the_size_of_a_packet()
    {
        _broker.Limits = new() { MaximumPacketSize = 200 };
        await using Client client = await Client.ConnectAsync(_broker, "client");
        MqttMessage message = new() { Topic = "a", UserProperties = [new("name", new('v', 200))] };

        Assert.Equal(MqttReasonCode.Success, await client.Session.PublishAsync(message));

        Assert.Contains("0x95", await client.Closed);
    }

    [Fact]
    public async Task A_shared_subscription_is_refused_where_there_are_none()
    {
        _broker.Limits = new() { SharedSubscriptions = false };
        await using Client client = await Client.ConnectAsync(_broker, "client");

        Assert.Equal(MqttReasonCode.SharedSubscriptionsNotSupported, await client.SubscribeAsync("$share/group/a"));
        Assert.Equal(MqttReasonCode.GrantedQoS1, await client.SubscribeAsync("a"));
    }

    [Fact]
    public async Task The_maximum_QoS_lowers_subscriptions_and_closes_on_a_publish_above_it()
    {
        _broker.Limits = new() { MaximumQos = 0 };
        await using Client client = await Client.ConnectAsync(_broker, "client");

        Assert.Equal(MqttReasonCode.Success, await client.SubscribeAsync("a", qos: 1));
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => client.PublishAsync("a").AsTask());

        Assert.Contains("0x9B QoSNotSupported", await client.Closed);
    }

    [Fact]
    public async Task As_many_publishes_as_the_receive_maximum_may_wait_and_not_one_more()
    {
        _broker.Limits = new() { ReceiveMaximum = 2 };
        using Hold<RecordedMessage> held = _broker.Publishes.HoldAcknowledgements("#");
        await using Client client = await Client.ConnectAsync(_broker, "client");
        Task<MqttReasonCode> first = client.PublishAsync("a").AsTask();
        Task<MqttReasonCode> second = client.PublishAsync("a").AsTask();
        Assert.True(held.ReleaseNext());
        await first;
        Task<MqttReasonCode> third = client.PublishAsync("a").AsTask();
        await client.PublishAsync("a", qos: 0);
        Assert.False(client.IsClosed);

        Task<MqttReasonCode> tooMany = client.PublishAsync("a").AsTask();

        Assert.Contains("0x93 ReceiveMaximumExceeded", await client.Closed);
        foreach (Task<MqttReasonCode> lost in (Task<MqttReasonCode>[])[second, third, tooMany])
        {
            await Assert.ThrowsAsync<MqttConnectionLostException>(() => lost);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("#")]
    public async Task A_topic_that_cannot_be_published_to_costs_the_connection(string topic)
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");

        await Assert.ThrowsAsync<MqttConnectionLostException>(() => client.PublishAsync(topic).AsTask());

        Assert.Contains("0x90", await client.Closed);
    }
}
