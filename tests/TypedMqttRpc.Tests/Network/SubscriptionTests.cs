using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Network;

public sealed class SubscriptionTests : SessionKeeperTestBase
{
    [Fact]
    public async Task It_is_up_when_the_response_subscription_is_in_place()
    {
        using Hold<RecordedSubscription> hold = Broker.Subscribes.Hold("clients/c/r/#");
        Task started = Keeper.StartAsync(Limit, Cancel);
        await hold.WaitForAsync(1, Cancel).Soon();
        Assert.Null(Keeper.Session);
        Assert.False(started.IsCompleted);

        hold.Dispose();

        await started.Soon();
        Assert.NotNull(Keeper.Session);
        Assert.Equal(["Connecting", "connected", "Connected"], Events.All);
        Assert.Equal(1, Log.Entries.Count(static entry => entry.Id == 100));
    }

    [Fact]
    public async Task A_refused_response_subscription_fails_the_connect_and_says_what_to_do()
    {
        Broker.Subscribes.AnswerNext("clients/c/r/#", MqttReasonCode.NotAuthorized, 100);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => Keeper.StartAsync(Limit, Cancel).Soon());

        Assert.Equal("Not authorized to subscribe to 'clients/c/r/#': check the broker's ACL.", error.Message);
        Assert.True(error.IsPermanent);
        Assert.Empty(Broker.ConnectedClients);
    }

    [Fact]
    public async Task Every_subscription_is_restored_in_packets_of_at_most_eight()
    {
        CountingNetwork network = new(Broker);
        await using SessionKeeper keeper = new(network, new() { ClientId = "d" }, new("clients/d/r/#", 1), Events, Time, Log);
        await keeper.StartAsync(Limit, Cancel).Soon();
        for (int i = 0; i < 20; i++)
        {
            await keeper.SubscribeAsync([new($"a/{i}", 1)], Cancel).Soon();
        }

        await keeper.UnsubscribeAsync(["a/7"], Cancel).Soon();
        network.Batches.Clear();
        Broker.Restart();
        await PassUntilAsync(() => keeper.Session is not null && Broker.SubscriptionsOf("d").Count == 20, TimeSpan.FromSeconds(1));

        Assert.Equal([8, 8, 4], network.Batches);
        Assert.Equal("clients/d/r/#", Broker.SubscriptionsOf("d")[0].Filter);
        Assert.DoesNotContain(Broker.SubscriptionsOf("d"), static subscription => subscription.Filter == "a/7");
    }

    [Fact]
    public async Task A_subscription_that_cannot_be_restored_is_logged_and_does_not_keep_the_others_down()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        await Keeper.SubscribeAsync([new("good", 1), new("bad", 1)], Cancel).Soon();
        Broker.Subscribes.AnswerNext("bad", MqttReasonCode.NotAuthorized);

        Broker.Restart();
        await PassUntilAsync(() => Broker.SubscriptionsOf("c").Count == 2, TimeSpan.FromSeconds(1));

        Assert.Contains("'bad'", (await Log.WhenLogged(103)).Text);
        Assert.Equal(["clients/c/r/#", "good"], Broker.SubscriptionsOf("c").Select(static subscription => subscription.Filter));
    }

    [Fact]
    public async Task A_refused_subscription_is_an_error_and_leaves_none_of_its_kind()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        Broker.Subscribes.AnswerNext("bad", MqttReasonCode.NotAuthorized);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Keeper.SubscribeAsync([new("good", 1), new("bad", 1)], Cancel).Soon());

        Assert.Equal((RpcStatus.PermissionDenied, MqttReasonCode.NotAuthorized), (error.Status, error.BrokerReason));
        Assert.Equal(["clients/c/r/#"], Broker.SubscriptionsOf("c").Select(static subscription => subscription.Filter));
        Assert.Equal(0, Keeper.Subscriptions.Count);
    }

    [Fact]
    public async Task A_subscription_that_is_lost_with_its_connection_is_made_over_the_next()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        using Hold<RecordedSubscription> hold = Broker.Subscribes.Hold("a");
        Task subscribed = Keeper.SubscribeAsync([new("a", 1)], Cancel);
        await hold.WaitForAsync(1, Cancel).Soon();

        Broker.Disconnect("c");
        hold.Dispose();
        await PassUntilAsync(() => subscribed.IsCompleted, TimeSpan.FromSeconds(1));

        await subscribed.Soon();
        Assert.Contains(Broker.SubscriptionsOf("c"), static subscription => subscription.Filter == "a");
    }

    [Fact]
    public async Task A_broker_without_groups_is_not_asked_for_one()
    {
        Broker.Limits = new() { SharedSubscriptions = false };
        await Keeper.StartAsync(Limit, Cancel).Soon();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Keeper.SubscribeAsync([new("$share/g/a", 1), new("b", 1)], Cancel).Soon());

        Assert.Contains("serve without a group", error.Message);
        Assert.DoesNotContain(Broker.Subscribes.Recorded, static subscription => subscription.Filter.StartsWith('$'));
        Assert.NotNull(Keeper.Session);
    }
}
