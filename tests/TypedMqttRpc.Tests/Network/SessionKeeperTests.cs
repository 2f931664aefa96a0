using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network;

public sealed class SessionKeeperTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly TestTime _time = new();
    private readonly TestLog _log = new();
    private readonly Observer _observer = new();
    private readonly InMemoryBroker _broker;
    private readonly SessionKeeper _keeper;

    public SessionKeeperTests()
    {
        _broker = new(_time);
        _keeper = new(_broker, new() { ClientId = "c" }, new("clients/c/r/#", 1), _observer, _time, _log);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    [Fact]
    public async Task It_is_up_when_the_response_subscription_is_in_place()
    {
        using Hold<RecordedSubscription> hold = _broker.Subscribes.Hold("clients/c/r/#");
        Task started = _keeper.StartAsync(Limit, Cancel);
        await hold.WaitForAsync(1, Cancel).Soon();
        Assert.Null(_keeper.Session);
        Assert.False(started.IsCompleted);

        hold.Dispose();

        await started.Soon();
        Assert.NotNull(_keeper.Session);
        Assert.Equal(["Connecting", "connected", "Connected"], _observer.Events);
        Assert.Equal(1, _log.Entries.Count(static entry => entry.Id == 100));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_given_up_at_the_limit_with_its_last_failure()
    {
        _broker.Connects.BeUnreachable();
        Task started = _keeper.StartAsync(Limit, Cancel);

        await PassAsync(started, Limit);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => started.Soon());
        Assert.Contains("connection refused", error.Message);
        Assert.InRange(_broker.Connects.Recorded.Count, 6, 200);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_after_five_seconds()
    {
        _broker.Freeze();
        Task started = _keeper.StartAsync(Limit, Cancel);
        await _time.WhenTimerIsDueBetween(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("did not answer within 5 s", (await _log.WhenLogged(101)).Text);
        _broker.Thaw();
        await _time.WhenTimerIsDue(TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await started.Soon();
    }

    [Fact]
    public async Task The_pauses_between_attempts_double_and_have_jitter()
    {
        _broker.Connects.BeUnreachable();
        Task started = _keeper.StartAsync(TimeSpan.FromHours(1), Cancel);
        for (int attempt = 1, bound = 50; attempt <= 14; attempt++, bound = Math.Min(bound * 2, 30_000))
        {
            await _broker.Connects.WaitForAsync("c", attempt, Cancel).Soon();
            await _time.WhenTimerIsDue(TimeSpan.FromMilliseconds(bound));
            _time.Advance(TimeSpan.FromMilliseconds(bound));
        }

        _broker.Connects.Accept();
        await PassAsync(started, TimeSpan.FromSeconds(60));
        await started.Soon();
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_refusal_for_good_ends_the_first_attempt_at_once()
    {
        _broker.Connects.Refuse(MqttReasonCode.BadUserNameOrPassword, isPermanent: true);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => _keeper.StartAsync(Limit, Cancel).Soon());

        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, error.Reason);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(_broker.Connects.Recorded);
    }

    [Fact]
    public async Task A_refusal_for_good_after_a_success_slows_down_and_goes_on()
    {
        await _keeper.StartAsync(Limit, Cancel).Soon();
        _broker.Connects.Refuse(MqttReasonCode.NotAuthorized, isPermanent: true);
        _broker.Disconnect("c");
        await PassUntilAsync(() => _log.Entries.Any(static entry => entry.Id == 101), TimeSpan.FromSeconds(1));

        _broker.Connects.Accept();
        await PassUntilAsync(() => _keeper.Session is not null, TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task A_refused_response_subscription_fails_the_connect_and_says_what_to_do()
    {
        _broker.Subscribes.AnswerNext("clients/c/r/#", MqttReasonCode.NotAuthorized, 100);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => _keeper.StartAsync(Limit, Cancel).Soon());

        Assert.Equal("Not authorized to subscribe to 'clients/c/r/#': check the broker's ACL.", error.Message);
        Assert.True(error.IsPermanent);
        Assert.Empty(_broker.ConnectedClients);
    }

    [Fact]
    public async Task Every_subscription_is_restored_in_packets_of_at_most_eight()
    {
        CountingNetwork network = new(_broker);
        await using SessionKeeper keeper = new(network, new() { ClientId = "d" }, new("clients/d/r/#", 1), _observer, _time, _log);
        await keeper.StartAsync(Limit, Cancel).Soon();
        for (int i = 0; i < 20; i++)
        {
            await keeper.SubscribeAsync([new($"a/{i}", 1)], Cancel).Soon();
        }

        await keeper.UnsubscribeAsync(["a/7"], Cancel).Soon();
        network.Batches.Clear();
        _broker.Restart();
        await PassUntilAsync(() => keeper.Session is not null && _broker.SubscriptionsOf("d").Count == 20, TimeSpan.FromSeconds(1));

        Assert.Equal([8, 8, 4], network.Batches);
        Assert.Equal("clients/d/r/#", _broker.SubscriptionsOf("d")[0].Filter);
        Assert.DoesNotContain(_broker.SubscriptionsOf("d"), static subscription => subscription.Filter == "a/7");
    }

    [Fact]
    public async Task A_subscription_that_cannot_be_restored_is_logged_and_does_not_keep_the_others_down()
    {
        await _keeper.StartAsync(Limit, Cancel).Soon();
        await _keeper.SubscribeAsync([new("good", 1), new("bad", 1)], Cancel).Soon();
        _broker.Subscribes.AnswerNext("bad", MqttReasonCode.NotAuthorized);

        _broker.Restart();
        await PassUntilAsync(() => _broker.SubscriptionsOf("c").Count == 2, TimeSpan.FromSeconds(1));

        Assert.Contains("'bad'", (await _log.WhenLogged(103)).Text);
        Assert.Equal(["clients/c/r/#", "good"], _broker.SubscriptionsOf("c").Select(static subscription => subscription.Filter));
    }

    [Fact]
    public async Task A_refused_subscription_is_an_error_and_leaves_none_of_its_kind()
    {
        await _keeper.StartAsync(Limit, Cancel).Soon();
        _broker.Subscribes.AnswerNext("bad", MqttReasonCode.NotAuthorized);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => _keeper.SubscribeAsync([new("good", 1), new("bad", 1)], Cancel).Soon());

        Assert.Equal((RpcStatus.PermissionDenied, MqttReasonCode.NotAuthorized), (error.Status, error.BrokerReason));
        Assert.Equal(["clients/c/r/#"], _broker.SubscriptionsOf("c").Select(static subscription => subscription.Filter));
        Assert.Equal(0, _keeper.Subscriptions.Count);
    }

    [Fact]
    public async Task A_subscription_that_is_lost_with_its_connection_is_made_over_the_next()
    {
        await _keeper.StartAsync(Limit, Cancel).Soon();
        using Hold<RecordedSubscription> hold = _broker.Subscribes.Hold("a");
        Task subscribed = _keeper.SubscribeAsync([new("a", 1)], Cancel);
        await hold.WaitForAsync(1, Cancel).Soon();

        _broker.Disconnect("c");
        hold.Dispose();
        await PassUntilAsync(() => subscribed.IsCompleted, TimeSpan.FromSeconds(1));

        await subscribed.Soon();
        Assert.Contains(_broker.SubscriptionsOf("c"), static subscription => subscription.Filter == "a");
    }

    [Fact]
    public async Task A_broker_without_groups_is_not_asked_for_one()
    {
        _broker.Limits = new() { SharedSubscriptions = false };
        await _keeper.StartAsync(Limit, Cancel).Soon();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => _keeper.SubscribeAsync([new("$share/g/a", 1), new("b", 1)], Cancel).Soon());

        Assert.Contains("serve without a group", error.Message);
        Assert.DoesNotContain(_broker.Subscribes.Recorded, static subscription => subscription.Filter.StartsWith('$'));
        Assert.NotNull(_keeper.Session);
    }

    [Fact]
    public async Task A_connection_that_does_not_last_does_not_reset_the_pauses_and_one_that_does_resets_them()
    {
        await _keeper.StartAsync(Limit, Cancel).Soon();
        for (int i = 0; i < 12; i++)
        {
            _broker.Disconnect("c");
            await PassUntilAsync(() => _observer.Events.Count(static name => name == "connected") == i + 2, TimeSpan.FromSeconds(31));
        }

        _time.Advance(TimeSpan.FromSeconds(6));
        _broker.Connects.BeUnreachable();
        _broker.Disconnect("c");
        await _time.WhenTimerIsDue(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task The_end_of_a_connection_is_told_with_its_reason()
    {
        await _keeper.StartAsync(Limit, Cancel).Soon();
        _broker.Disconnect("c", MqttReasonCode.ServerShuttingDown);
        await Waiting.Until(() => _observer.Events.Contains("Reconnecting"), "The loss");

        Assert.Equal(["Connecting", "connected", "Connected", "lost", "Reconnecting"], _observer.Events);
        Assert.Contains("ServerShuttingDown", (await _log.WhenLogged(102)).Text);
    }

    [Theory]
    [InlineData("never started")]
    [InlineData("connecting")]
    [InlineData("subscribing")]
    [InlineData("pausing")]
    [InlineData("connected")]
    [InlineData("reconnecting")]
    public async Task It_can_be_disposed_in_every_state(string state)
    {
        using Hold<RecordedSubscription>? hold = state == "subscribing" ? _broker.Subscribes.Hold("#") : null;
        switch (state)
        {
            case "connecting":
                _broker.Freeze();
                break;
            case "pausing":
                _broker.Connects.BeUnreachable();
                break;
        }

        Task started = state == "never started" ? Task.CompletedTask : _keeper.StartAsync(Limit, Cancel);
        switch (state)
        {
            case "connecting":
                await _time.WhenTimerIsDue(TimeSpan.FromSeconds(5));
                break;
            case "subscribing":
                await _broker.Connects.WaitForAsync("c", 1, Cancel).Soon();
                break;
            case "pausing":
                await _log.WhenLogged(101);
                break;
            case "reconnecting":
                await started.Soon();
                _broker.Connects.BeUnreachable();
                _broker.Disconnect("c");
                await _log.WhenLogged(102);
                break;
            default:
                await started.Soon();
                break;
        }

        Task waiting = state == "connected" ? Task.FromException(new ObjectDisposedException("as below")) : _keeper.WaitAsync(Cancel);
        await _keeper.DisposeAsync().Soon();
        await _keeper.DisposeAsync().Soon();

        Assert.Equal("Closed", _observer.Events[^1]);
        Assert.Empty(_broker.ConnectedClients);
        Assert.Null(_keeper.Session);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Soon());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Closed", _observer.Events[^1]);
    }

    /// <summary>Lets time pass in small steps, each after the code has set its timer, until the task has ended or the span is over.</summary>
    private async Task PassAsync(Task until, TimeSpan span)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < span && !until.IsCompleted; passed += TimeSpan.FromMilliseconds(50))
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        // What the last step set off may take its time.
        await Waiting.Until(() => until.IsCompleted || _keeper.Session is null, "The end");
    }

    private async Task PassUntilAsync(Func<bool> condition, TimeSpan step) =>
        await Waiting.Until(
            () =>
            {
                if (!condition())
                {
                    _time.Advance(step / 50);
                }

                return condition();
            },
            "What was waited for");

    private sealed class Observer : ISessionObserver
    {
        private readonly Lock _lock = new();
        private readonly List<string> _events = [];

        public IReadOnlyList<string> Events
        {
            get
            {
                lock (_lock)
                {
                    return [.. _events];
                }
            }
        }

        public void OnMessage(in MqttMessage message) => Add("message");

        public void OnConnected(IMqttSession session) => Add("connected");

        public void OnLost(string reason) => Add("lost");

        public void OnStateChanged(MqttRpcConnectionState state, string? reason) => Add(state.ToString());

        private void Add(string name)
        {
            lock (_lock)
            {
                _events.Add(name);
            }
        }
    }
}
