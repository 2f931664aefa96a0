using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Testing;

public sealed class InMemoryBrokerFaultTests
{
    private readonly InMemoryBroker _broker = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_client_is_disconnected_with_a_reason()
    {
        await using Client one = await Client.ConnectAsync(_broker, "one");
        await using Client other = await Client.ConnectAsync(_broker, "other");

        Assert.True(_broker.Disconnect("one", MqttReasonCode.AdministrativeAction));

        Assert.Contains("0x98 AdministrativeAction", await one.Closed);
        Assert.Equal(["other"], _broker.ConnectedClients);
        Assert.False(other.IsClosed);
    }

    [Fact]
    public async Task Disconnecting_fails_what_waits_for_an_answer()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        using Hold<RecordedMessage> publishes = _broker.Publishes.Hold("a");
        using Hold<RecordedSubscription> subscribes = _broker.Subscribes.Hold("a");
        Task<MqttReasonCode> publish = client.PublishAsync("a").AsTask();
        Task<MqttReasonCode> subscribe = client.SubscribeAsync("a");

        _broker.DisconnectAll();

        await Assert.ThrowsAsync<MqttConnectionLostException>(() => publish);
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => subscribe);
        Assert.Equal("the connection was cut", await client.Closed);
    }

    [Fact]
    public async Task Connections_are_refused_until_they_are_accepted_again()
    {
        _broker.Connects.Refuse(MqttReasonCode.NotAuthorized, isPermanent: true);
        MqttConnectException refused = await Assert.ThrowsAsync<MqttConnectException>(() => Client.ConnectAsync(_broker, "client"));
        Assert.Equal((MqttReasonCode.NotAuthorized, true), (refused.Reason!.Value, refused.IsPermanent));

        _broker.Connects.BeUnreachable();
        MqttConnectException unreachable = await Assert.ThrowsAsync<MqttConnectException>(() => Client.ConnectAsync(_broker, "client"));
        Assert.Null(unreachable.Reason);
        Assert.False(unreachable.IsPermanent);

        _broker.Connects.Accept();
        await using Client client = await Client.ConnectAsync(_broker, "client");
        Assert.Equal([false, false, true], _broker.Connects.Recorded.Select(static connect => connect.Accepted));
    }

    [Fact]
    public async Task The_next_deliveries_are_dropped()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("#");
        _broker.Deliveries.DropNext("a/+", 2);

        foreach (string topic in (string[])["a/1", "b", "a/2", "a/3"])
        {
            Assert.Equal(MqttReasonCode.Success, await client.PublishAsync(topic, topic));
        }

        Assert.Equal(["b", "a/3"], await client.NextAsync(2));
    }

    [Fact]
    public async Task The_next_deliveries_are_duplicated()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        _broker.Deliveries.DuplicateNext("a");

        await client.PublishAsync("a", "twice");
        await client.PublishAsync("a", "once");

        MqttMessage[] messages = [await client.NextAsync(), await client.NextAsync(), await client.NextAsync()];
        Assert.Equal(["twice", "twice", "once"], messages.Select(static message => Text.Of(message)));
        Assert.Equal([false, true, false], messages.Select(static message => message.Duplicate));
    }

    [Fact]
    public async Task Held_deliveries_are_overtaken_and_then_come_in_order()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("#");
        using (Hold<RecordedMessage> held = _broker.Deliveries.Hold("slow"))
        {
            foreach (string payload in (string[])["1", "2", "3"])
            {
                await client.PublishAsync("slow", payload);
            }

            await client.PublishAsync("fast", "0");
            Assert.Equal(["0"], await client.NextAsync(1));
            Assert.Equal(3, (await held.WaitForAsync(3, Cancel)).Count);
            Assert.True(held.ReleaseNext());
            Assert.Equal(["1"], await client.NextAsync(1));
            Assert.Equal(2, held.Count);
        }

        await client.PublishAsync("slow", "4");
        Assert.Equal(["2", "3", "4"], await client.NextAsync(3));
    }

    [Fact]
    public async Task A_held_publish_arrives_when_it_is_released()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        Hold<RecordedMessage> held = _broker.Publishes.Hold("a");
        Task<MqttReasonCode> publish = client.PublishAsync("a", "x").AsTask();
        await held.WaitForAsync(1, Cancel);
        Assert.False(publish.IsCompleted);
        Assert.Empty(_broker.Publishes.Recorded);

        held.Dispose();

        Assert.Equal(MqttReasonCode.Success, await publish);
        Assert.Equal(["x"], await client.NextAsync(1));
    }

    [Fact]
    public async Task A_message_whose_acknowledgement_is_held_arrives_all_the_same()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        Hold<RecordedMessage> held = _broker.Publishes.HoldAcknowledgements("a");

        Task<MqttReasonCode> publish = client.PublishAsync("a", "x").AsTask();

        Assert.Equal(["x"], await client.NextAsync(1));
        Assert.False(publish.IsCompleted);
        held.Dispose();
        Assert.Equal(MqttReasonCode.Success, await publish);
    }

    [Fact]
    public async Task A_held_subscription_is_made_when_it_is_released()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        using Hold<RecordedSubscription> held = _broker.Subscribes.Hold("a");
        Task<MqttReasonCode> subscribe = client.SubscribeAsync("a");
        await held.WaitForAsync(1, Cancel);
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await client.PublishAsync("a"));

        held.ReleaseNext();

        Assert.Equal(MqttReasonCode.GrantedQoS1, await subscribe);
        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync("a"));
    }

    [Theory]
    [InlineData(MqttReasonCode.NotAuthorized)]
    [InlineData(MqttReasonCode.NoMatchingSubscribers)]
    [InlineData(MqttReasonCode.Success)]
    public async Task The_next_publishes_are_answered_as_told_and_go_nowhere(MqttReasonCode reason)
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        _broker.Publishes.AnswerNext("+", reason, 2);

        Assert.Equal(reason, await client.PublishAsync("a", "1"));
        Assert.Equal(reason, await client.PublishAsync("a", "2"));
        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync("a", "3"));

        Assert.Equal(["3"], await client.NextAsync(1));
    }

    [Fact]
    public async Task The_next_subscriptions_are_answered_as_told()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        _broker.Subscribes.AnswerNext("a", MqttReasonCode.NotAuthorized);
        _broker.Subscribes.AnswerNext("b", MqttReasonCode.Success);

        IReadOnlyList<MqttReasonCode> answers = await client.Session.SubscribeAsync([new("a", 1), new("b", 1), new("c", 1)], Cancel);

        Assert.Equal([MqttReasonCode.NotAuthorized, MqttReasonCode.Success, MqttReasonCode.GrantedQoS1], answers);
        Assert.Equal([new("b", 0), new("c", 1)], _broker.SubscriptionsOf("client"));
        Assert.Equal(MqttReasonCode.GrantedQoS1, await client.SubscribeAsync("a"));
    }

    [Fact]
    public async Task A_frozen_broker_does_nothing_until_it_thaws()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        _broker.Freeze();
        Task<MqttReasonCode> first = client.PublishAsync("a", "1").AsTask();
        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync("a", "2", qos: 0));
        Task<MqttReasonCode> third = client.PublishAsync("a", "3").AsTask();
        Task<Client> connect = Client.ConnectAsync(_broker, "other");
        Assert.False(first.IsCompleted || third.IsCompleted || connect.IsCompleted);
        Assert.Empty(_broker.Publishes.Recorded);

        _broker.Thaw();

        Assert.Equal([MqttReasonCode.Success, MqttReasonCode.Success], await Task.WhenAll(first, third));
        Assert.Equal(["1", "2", "3"], await client.NextAsync(3));
        await (await connect).DisposeAsync();
    }

    [Fact]
    public async Task A_frozen_broker_keeps_what_it_has_for_delivery()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        _broker.Freeze();
        Assert.Equal(MqttReasonCode.Success, _broker.Inject(new() { Topic = "a", Payload = Text.Bytes("x") }));
        Assert.Empty(_broker.Deliveries.Recorded);

        _broker.Thaw();

        Assert.Equal(["x"], await client.NextAsync(1));
    }

    [Fact]
    public async Task A_client_of_a_frozen_broker_can_be_cut_off()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        _broker.Freeze();
        Task<MqttReasonCode> publish = client.PublishAsync("a").AsTask();

        _broker.Disconnect("client");

        await Assert.ThrowsAsync<MqttConnectionLostException>(() => publish);
        await client.Closed;
        _broker.Thaw();
        Assert.Empty(_broker.Publishes.Recorded);
    }

    [Fact]
    public async Task Connecting_to_a_frozen_broker_can_be_given_up()
    {
        await using Client receiver = await Client.ConnectAsync(new(), "receiver");
        using CancellationTokenSource giveUp = new();
        _broker.Freeze();
        Task<IMqttSession> connect = _broker.ConnectAsync(new() { ClientId = "client" }, receiver, giveUp.Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect);

        _broker.Thaw();
        Assert.Empty(_broker.ConnectedClients);
    }

    [Fact]
    public async Task A_restart_forgets_sessions_and_retained_messages()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client", TimeSpan.FromHours(1));
        await client.SubscribeAsync("a");
        await client.PublishAsync("a", "x", retain: true);

        _broker.Restart();

        Assert.Equal("the connection was cut", await client.Closed);
        Assert.Empty(_broker.RetainedMessages);
        await using Client back = await Client.ConnectAsync(_broker, "client", cleanStart: false);
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await back.PublishAsync("a"));
    }

    [Fact]
    public async Task A_receiver_that_throws_costs_its_connection_and_says_why()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client", beforeAcknowledging: _ => throw new InvalidOperationException("oops"));
        await client.SubscribeAsync("a");

        await client.PublishAsync("a");

        Assert.Contains("oops", await client.Closed);
    }
}
