using System.Threading.Channels;
using TypedMqttRpc.Network;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Connection;

public sealed class ConnectionTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Changes_of_state_are_told_in_order_with_their_reasons()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        Assert.Equal(MqttRpcConnectionState.Connected, rpc.State);
        Channel<MqttRpcConnectionStateChange> changes = Channel.CreateUnbounded<MqttRpcConnectionStateChange>();
        rpc.StateChanged += (sender, change) =>
        {
            Assert.Same(rpc, sender);
            changes.Writer.TryWrite(change);
        };

        _host.Broker.Disconnect("c", MqttReasonCode.AdministrativeAction);
        MqttRpcConnectionStateChange lost = await NextAsync(MqttRpcConnectionState.Reconnecting);
        Assert.Contains("AdministrativeAction", lost.Reason);
        await _host.PassUntilConnectedAsync("c", rpc);
        Assert.Equal(new(MqttRpcConnectionState.Connected, null), await changes.Reader.ReadAsync(Cancel).Soon());
        await rpc.DisposeAsync().Soon();
        Assert.Equal(new(MqttRpcConnectionState.Closed, null), await changes.Reader.ReadAsync(Cancel).Soon());
        Assert.Equal(MqttRpcConnectionState.Closed, rpc.State);

        // News from before the handler was there may still be on its way to it.
        async Task<MqttRpcConnectionStateChange> NextAsync(MqttRpcConnectionState state)
        {
            MqttRpcConnectionStateChange change;
            do
            {
                change = await changes.Reader.ReadAsync(Cancel).Soon();
            }
            while (change.State != state);

            return change;
        }
    }

    [Fact]
    public async Task A_state_handler_that_throws_or_blocks_does_no_harm()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        using ManualResetEventSlim gate = new();
        TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rpc.StateChanged += (_, change) =>
        {
            if (change.State == MqttRpcConnectionState.Reconnecting)
            {
                lost.SetResult();
                Assert.True(gate.Wait(Waiting.Limit, CancellationToken.None));
                throw new InvalidOperationException("a handler");
            }
        };
        _host.Broker.Disconnect("c");
        await lost.Task.Soon();
        await _host.PassUntilConnectedAsync("c", rpc);

        gate.Set();
        Assert.Equal("a handler", (await _host.Log.WhenLogged(105)).Exception!.Message);
    }

    [Fact]
    public async Task A_connect_that_fails_for_good_leaves_nothing_behind()
    {
        _host.Broker.Connects.Refuse(MqttReasonCode.NotAuthorized, isPermanent: true);

        await Assert.ThrowsAsync<MqttConnectException>(() => _host.ConnectAsync("c"));

        Assert.Equal(0, _host.Time.LiveTimers);
        Assert.Empty(_host.Broker.ConnectedClients);
    }

    [Fact]
    public async Task A_connect_that_is_cancelled_ends_at_once()
    {
        _host.Broker.Freeze();
        using CancellationTokenSource cancellation = new();
        Task<MqttRpcConnection> connecting = MqttRpcConnection.ConnectAsync(
            new MqttRpcOptions { ClientId = "c", Network = _host.Broker, TimeProvider = _host.Time }, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        _host.Broker.Thaw();
        Assert.Empty(_host.Broker.ConnectedClients);
    }

    [Fact]
    public async Task A_closed_connection_leaves_no_timer_behind()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await rpc.RouteAsync("a", static (_, _) => new(RpcReply.Empty), cancellationToken: Cancel).Soon();
        await rpc.RequestAsync("a", default, cancellationToken: Cancel).Soon();

        await rpc.DisposeAsync().Soon();

        await Waiting.Until(() => _host.Time.LiveTimers == 0, "The end of the last timer");
        Assert.Empty(_host.Broker.ConnectedClients);
    }

    [Fact]
    public async Task Serving_without_a_connection_ends_at_the_connect_time_out()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c", static options => options.ConnectTimeout = TimeSpan.FromSeconds(3));
        _host.Broker.Freeze();
        Task serving = rpc.RouteAsync("a", static (_, _) => new(RpcReply.Empty), cancellationToken: Cancel);
        await _host.Time.WhenTimerIsDue(TimeSpan.FromSeconds(3));

        _host.Time.Advance(TimeSpan.FromSeconds(3));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => serving.Soon());
        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.StartsWith("'a' is not served", error.Message);
        _host.Broker.Thaw();

        // What was given up does not stand in the way of another attempt.
        await (await rpc.RouteAsync("a", static (_, _) => new(RpcReply.Empty), cancellationToken: Cancel).Soon()).DisposeAsync().Soon();
    }

    [Fact]
    public async Task A_refused_subscription_of_a_service_says_what_to_do()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        _host.Broker.Subscribes.AnswerNext("$share/g/test/desk/+", MqttReasonCode.NotAuthorized);

        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => rpc.ServeAsync<Serving.IDesk>(new Serving.Desk(), static options => options.Group = "g", Cancel).Soon());

        Assert.Equal((RpcStatus.PermissionDenied, "Not authorized to subscribe to '$share/g/test/desk/+': check the broker's ACL."), (error.Status, error.Message));
        await rpc.ServeAsync<Serving.IDesk>(new Serving.Desk(), static options => options.Group = "g", Cancel).Soon();
        Assert.Equal(
            ["$share/g/test/desk/+", "clients/c/r/#", "test/desk/_/cancel"],
            _host.Broker.SubscriptionsOf("c").Select(static subscription => subscription.Filter).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_prefix_stands_before_every_topic_of_a_service()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c", static options => options.TopicPrefix = "plant/7");
        await rpc.ServeAsync<Serving.IDesk>(new Serving.Desk(), cancellationToken: Cancel).Soon();

        Assert.Equal("hi", await rpc.CreateClient<Serving.IDesk>().EchoAsync("hi", cancellationToken: Cancel).Soon());

        Assert.Equal(["plant/7/test/desk/+", "plant/7/test/desk/_/cancel"], _host.Broker.SubscriptionsOf("c").Select(static subscription => subscription.Filter).Skip(1));
        Assert.Equal("plant/7/test/desk/echo", _host.Broker.Publishes.Recorded[0].Message.Topic);
    }
}
