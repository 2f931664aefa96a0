using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>The end of serving: nothing new comes in, what runs gets a second, and then its token fires.</summary>
public sealed class StopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_runs_may_end_and_what_waits_is_told()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => options.MaxConcurrentCalls = 1);
        await host.SendAsync(host.Request());
        await host.SendAsync(host.Request());
        await Waiting.Until(() => gate.Running == 1, "The handler");

        Task stopped = host.Serving.DisposeAsync().AsTask();

        Answer told = await host.NextAsync();
        Assert.Equal(("503", "The service is stopping.", null, (byte)2), (told.Status, told["__stMsg"], told["__apErr"], told.Message.CorrelationData.Span[0]));
        Assert.False(stopped.IsCompleted);
        gate.LetOneEnd();
        Assert.Equal("200", (await host.NextAsync()).Status);
        await stopped.Soon();
        Assert.Equal(["clients/server/r/#"], host.Host.Broker.SubscriptionsOf("server").Select(static subscription => subscription.Filter));
        await host.Host.Log.WhenLogged(301);
    }

    [Fact]
    public async Task Serving_that_is_given_up_while_it_is_announced_leaves_nothing_behind()
    {
        await using TestHost host = new();
        MqttRpcConnection server = await host.ConnectAsync("server", static options => options.Presence = true);
        int timers = host.Time.LiveTimers;
        using Hold<RecordedMessage> hold = host.Broker.Publishes.HoldAcknowledgements("_rpc/services/#");
        using CancellationTokenSource giveUp = new();
        Task serving = server.ServeAsync<IDesk>(new Desk(), cancellationToken: giveUp.Token);
        await hold.WaitForAsync(1, Cancel).Soon();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving.Soon());
        hold.Dispose();
        await Waiting.Until(() => host.Time.LiveTimers == timers && host.Broker.RetainedMessages.Count == 0 && host.Broker.SubscriptionsOf("server").Count == 1, "The end of what was begun");
        await using IAsyncDisposable again = await server.ServeAsync<IDesk>(new Desk(), cancellationToken: Cancel).Soon();
    }

    [Fact]
    public async Task What_is_served_already_leaves_no_timer_of_the_second_attempt()
    {
        await using DeskHost host = await DeskHost.StartAsync();
        int timers = host.Host.Time.LiveTimers;

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Server.ServeAsync<IDesk>(new Desk(), cancellationToken: Cancel).Soon());

        Assert.Equal(timers, host.Host.Time.LiveTimers);
    }

    [Fact]
    public async Task What_does_not_end_within_a_second_is_cancelled()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync });
        await host.SendAsync(host.Request());
        await Waiting.Until(() => gate.Running == 1, "The handler");
        Task stopped = host.Serving.DisposeAsync().AsTask();
        await host.Host.Time.WhenTimerIsDueBetween(TimeSpan.FromMilliseconds(501), TimeSpan.FromSeconds(1));

        host.Host.Time.Advance(TimeSpan.FromSeconds(1));

        Answer answer = await host.NextAsync();
        Assert.Equal(("503", "true"), (answer.Status, answer["__apErr"]));
        await stopped.Soon();
    }

    /// <summary>Otherwise the callers of what was cancelled would wait until their deadlines for an answer that cannot come.</summary>
    [Fact]
    public async Task Disposing_the_connection_lets_what_it_cancelled_answer_first()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync });
        await host.SendAsync(host.Request());
        await Waiting.Until(() => gate.Running == 1, "The handler");
        Task disposed = host.Server.DisposeAsync().AsTask();
        await host.Host.Time.WhenTimerIsDueBetween(TimeSpan.FromMilliseconds(501), TimeSpan.FromSeconds(1));

        host.Host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("503", (await host.NextAsync()).Status);
        await disposed.Soon();
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_does_not_keep_the_connection_from_ending()
    {
        TaskCompletionSource<string> never = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = (_, _, _) =>
            {
                entered.SetResult();
                return new(never.Task);
            },
        });
        await host.SendAsync(host.Request());
        await entered.Task.Soon();
        Task disposed = host.Server.DisposeAsync().AsTask();

        // Not more than two seconds in all.
        for (int i = 0; i < 20 && !disposed.IsCompleted; i++)
        {
            await Waiting.Until(() => disposed.IsCompleted || host.Host.Time.CountDue(TimeSpan.Zero, TimeSpan.FromSeconds(1)) > 0, "The next limit");
            host.Host.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await disposed.Soon();
        never.SetResult("late");
    }

    [Fact]
    public async Task Stopping_twice_is_stopping_once()
    {
        await using DeskHost host = await DeskHost.StartAsync();

        await host.Serving.DisposeAsync().Soon();
        await host.Serving.DisposeAsync().Soon();

        Assert.Equal(1, host.Host.Log.Entries.Count(static entry => entry.Id == 301));
    }

    [Fact]
    public async Task Stopped_service_can_be_served_again()
    {
        await using DeskHost host = await DeskHost.StartAsync();
        await host.Serving.DisposeAsync().Soon();

        await host.Server.ServeAsync<IDesk>(new Desk(), cancellationToken: Cancel).Soon();

        await host.StillServes();
    }

    [Fact]
    public async Task A_service_is_not_served_twice_over_one_connection()
    {
        await using DeskHost host = await DeskHost.StartAsync();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Server.ServeAsync<IDesk>(new Desk(), cancellationToken: Cancel).Soon());

        Assert.Contains("'test/desk/+' is served already", error.Message);
        await host.StillServes();
    }

    [Fact]
    public async Task A_stop_while_the_broker_is_frozen_takes_no_longer_than_half_a_second()
    {
        await using DeskHost host = await DeskHost.StartAsync();
        host.Host.Broker.Freeze();
        Task stopped = host.Serving.DisposeAsync().AsTask();
        await host.Host.Time.WhenTimerIsDue(TimeSpan.FromMilliseconds(500));

        host.Host.Time.Advance(TimeSpan.FromMilliseconds(500));

        await stopped.Soon();
        host.Host.Broker.Thaw();
    }

    /// <summary>The stop gives up waiting for the broker, but the service must not come back with the next connection.</summary>
    [Fact]
    public async Task What_was_stopped_while_another_subscription_hung_is_not_subscribed_again()
    {
        await using DeskHost host = await DeskHost.StartAsync();
        using Hold<RecordedSubscription> hold = host.Host.Broker.Subscribes.Hold("slow");
        Task<IAsyncDisposable> slow = host.Server.RouteAsync("slow", static (_, _) => new(RpcReply.Empty), cancellationToken: Cancel);
        await hold.WaitForAsync(1, Cancel).Soon();
        Task stopped = host.Serving.DisposeAsync().AsTask();
        await host.Host.Time.WhenTimerIsDue(TimeSpan.FromMilliseconds(500));
        host.Host.Time.Advance(TimeSpan.FromMilliseconds(500));
        await stopped.Soon();

        hold.Dispose();
        await slow.Soon();
        host.Host.Broker.Disconnect("server");
        await host.Host.PassUntilConnectedAsync("server", host.Server);

        Assert.Equal(["clients/server/r/#", "slow"], host.Host.Broker.SubscriptionsOf("server").Select(static subscription => subscription.Filter).Order());
    }
}
