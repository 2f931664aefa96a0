using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Testing;

public sealed class InMemoryBrokerRoutingTests
{
    private readonly InMemoryBroker _broker = new();

    [Theory]
    [InlineData("a/b", "a/b")]
    [InlineData("a/+", "a/b")]
    [InlineData("a/#", "a/b/c")]
    [InlineData("a/#", "a")]
    [InlineData("#", "a/b")]
    [InlineData("+/+", "/b")]
    public async Task A_message_reaches_a_subscription_whose_filter_matches(string filter, string topic)
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        Assert.Equal(MqttReasonCode.GrantedQoS1, await client.SubscribeAsync(filter));

        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync(topic, "hello"));

        MqttMessage message = await client.NextAsync();
        Assert.Equal(topic, message.Topic);
        Assert.Equal("hello", Text.Of(message));
        Assert.Equal(1, message.Qos);
        Assert.False(message.Duplicate);
    }

    [Theory]
    [InlineData("a/b", "a/c")]
    [InlineData("a/+", "a/b/c")]
    [InlineData("#", "$SYS/uptime")]
    [InlineData("+/uptime", "$SYS/uptime")]
    public async Task A_message_that_no_filter_matches_is_acknowledged_with_no_matching_subscribers(string filter, string topic)
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync(filter);

        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await client.PublishAsync(topic));
        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync(topic, qos: 0));
    }

    [Fact]
    public async Task All_fields_of_a_message_arrive()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");

        await client.Session.PublishAsync(new()
        {
            Topic = "a",
            Payload = Text.Bytes("payload"),
            Qos = 1,
            ResponseTopic = "r",
            CorrelationData = Text.Bytes("correlation"),
            ContentType = "text/plain",
            ExpirySeconds = 7,
            UserProperties = [new("k", "v"), new("k", "w")],
        });

        MqttMessage message = await client.NextAsync();
        Assert.Equal("r", message.ResponseTopic);
        Assert.Equal(Text.Bytes("correlation"), message.CorrelationData.ToArray());
        Assert.Equal("text/plain", message.ContentType);
        Assert.Equal(7u, message.ExpirySeconds);
        Assert.Equal([new("k", "v"), new("k", "w")], message.UserProperties!);
    }

    [Fact]
    public async Task A_sender_may_reuse_its_buffer_once_the_publish_has_ended()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        byte[] buffer = Text.Bytes("first");
        using (_broker.Deliveries.Hold("a"))
        {
            await client.Session.PublishAsync(new() { Topic = "a", Payload = buffer, Qos = 1 });
            buffer.AsSpan().Clear();
        }

        Assert.Equal("first", Text.Of(await client.NextAsync()));
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_in_which_they_were_published()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("#");
        string[] numbers = [.. Enumerable.Range(0, 1_000).Select(static number => $"{number}")];

        foreach (string number in numbers)
        {
            await client.PublishAsync($"t/{number}", number);
        }

        Assert.Equal(numbers, await client.NextAsync(numbers.Length));
    }

    [Fact]
    public async Task The_quality_of_service_is_the_lower_of_publish_and_subscription()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("zero", qos: 0);
        await client.SubscribeAsync("one", qos: 1);

        await client.PublishAsync("zero", qos: 1);
        await client.PublishAsync("one", qos: 0);

        Assert.Equal(0, (await client.NextAsync()).Qos);
        Assert.Equal(0, (await client.NextAsync()).Qos);
    }

    [Fact]
    public async Task Overlapping_subscriptions_deliver_once_at_the_highest_quality_of_service()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a/b", qos: 0);
        await client.SubscribeAsync("a/#", qos: 1);

        await client.PublishAsync("a/b", "first");
        await client.PublishAsync("a/c", "second");

        Assert.Equal(1, (await client.NextAsync()).Qos);
        Assert.Equal("second", Text.Of(await client.NextAsync()));
    }

    [Fact]
    public async Task Overlapping_subscriptions_deliver_once_each_when_the_broker_is_told_so()
    {
        _broker.OverlappingSubscriptions = OverlappingSubscriptions.OncePerSubscription;
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a/b", qos: 0);
        await client.SubscribeAsync("a/#", qos: 1);

        await client.PublishAsync("a/b", "both");

        Assert.Equal(["both", "both"], await client.NextAsync(2));
    }

    [Fact]
    public async Task A_shared_subscription_goes_round_its_connected_members()
    {
        await using Client publisher = await Client.ConnectAsync(_broker, "publisher");
        await using Client first = await Client.ConnectAsync(_broker, "first");
        await using Client second = await Client.ConnectAsync(_broker, "second", TimeSpan.FromHours(1));
        await first.SubscribeAsync("$share/group/a/+");
        await second.SubscribeAsync("$share/group/a/+");

        for (int i = 0; i < 4; i++)
        {
            await publisher.PublishAsync("a/b", $"{i}");
        }

        Assert.Equal(["0", "2"], await first.NextAsync(2));
        Assert.Equal(["1", "3"], await second.NextAsync(2));

        _broker.Disconnect("second");
        await publisher.PublishAsync("a/b", "4");
        await publisher.PublishAsync("a/b", "5");
        Assert.Equal(["4", "5"], await first.NextAsync(2));
    }

    [Fact]
    public async Task A_shared_subscription_keeps_a_message_for_a_member_that_is_away_only_when_all_are()
    {
        await using Client publisher = await Client.ConnectAsync(_broker, "publisher");
        Client away = await Client.ConnectAsync(_broker, "member", TimeSpan.FromHours(1));
        await away.SubscribeAsync("$share/group/a");
        _broker.Disconnect("member");

        Assert.Equal(MqttReasonCode.Success, await publisher.PublishAsync("a", "kept"));

        await using Client back = await Client.ConnectAsync(_broker, "member", cleanStart: false);
        Assert.Equal(["kept"], await back.NextAsync(1));
    }

    [Fact]
    public async Task Groups_and_plain_subscriptions_each_get_their_copy()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("$share/one/a");
        await client.SubscribeAsync("$share/two/a");
        await client.SubscribeAsync("a");

        await client.PublishAsync("a", "x");

        Assert.Equal(["x", "x", "x"], await client.NextAsync(3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/#/b")]
    [InlineData("a+/b")]
    [InlineData("a/b#")]
    [InlineData("$share/group")]
    [InlineData("$share//a")]
    [InlineData("$share/gr+up/a")]
    [InlineData("$share/group/")]
    public async Task An_invalid_filter_is_refused(string filter)
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");

        Assert.Equal(MqttReasonCode.TopicFilterInvalid, await client.SubscribeAsync(filter));
        Assert.Empty(_broker.SubscriptionsOf("client"));
    }

    [Fact]
    public async Task After_unsubscribing_nothing_more_comes()
    {
        await using Client client = await Client.ConnectAsync(_broker, "client");
        await client.SubscribeAsync("a");
        Assert.Equal([new MqttSubscription("a", 1)], _broker.SubscriptionsOf("client"));

        await client.Session.UnsubscribeAsync(["a"], TestContext.Current.CancellationToken);

        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await client.PublishAsync("a"));
    }

    [Fact]
    public async Task A_receiver_never_runs_on_the_publishers_stack()
    {
        using SemaphoreSlim mayReturn = new(0);
        await using Client client = await Client.ConnectAsync(_broker, "client", beforeAcknowledging: _ => mayReturn.Wait(TestContext.Current.CancellationToken));
        await client.SubscribeAsync("a");

        // Would dead-lock if it did.
        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync("a", "x"));
        mayReturn.Release();

        Assert.Equal(["x"], await client.NextAsync(1));
    }

    [Fact]
    public async Task A_receiver_may_publish_while_it_is_called()
    {
        Client? client = null;
        client = await Client.ConnectAsync(_broker, "client", beforeAcknowledging: message =>
        {
            if (message.Topic == "question")
            {
                Assert.True(client!.PublishAsync("answer", "42").IsCompletedSuccessfully);
            }
        });
        await client.SubscribeAsync("#");

        await client.PublishAsync("question", "?");

        Assert.Equal(["?", "42"], await client.NextAsync(2));
    }
}
