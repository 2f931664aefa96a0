using System.Threading.Channels;
using TypedMqttRpc.Network;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Network;

public sealed class LivenessTests : SessionKeeperTestBase
{
    [Fact]
    public async Task A_broker_that_answers_no_ping_is_found_within_seven_and_a_half_seconds()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        Broker.Freeze();
        long frozen = Time.GetTimestamp();

        await PassUntilAsync(() => Events.All.Contains("lost"), TimeSpan.FromSeconds(1));

        Assert.InRange(Time.GetElapsedTime(frozen), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(7.5));
        Broker.Thaw();
    }

    [Fact]
    public async Task A_time_out_that_fires_late_is_no_loss_while_the_answer_waits_for_a_thread()
    {
        TimersByHand timers = new();
        SlowPing session = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task<string> loss = new Liveness(TimeSpan.FromSeconds(30), timers).WatchAsync(new LiveSession(session), stop.Token);
        await timers.FireNextAsync();

        await timers.FireNextAsync();
        session.Answer.SetResult();

        // Had it been given up, no further ping would be planned.
        Task planned = timers.WhenSetToAsync(TimeSpan.FromSeconds(5));
        Assert.Same(planned, await Task.WhenAny(planned, loss).Soon());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loss);
    }

    [Fact]
    public void It_pings_twice_as_often_as_whoever_asks_for_more_wants_to_hear_something()
    {
        Liveness liveness = new(TimeSpan.FromSeconds(30), Time);
        Assert.Equal(TimeSpan.FromSeconds(5), liveness.IntervalFor(Session(null)));
        Assert.Equal(TimeSpan.FromSeconds(2), liveness.IntervalFor(Session(TimeSpan.FromSeconds(4))));
        Assert.Equal(TimeSpan.FromSeconds(1), new Liveness(TimeSpan.FromSeconds(2), Time).IntervalFor(Session(TimeSpan.FromSeconds(60))));
    }

    [Fact]
    public void A_connection_that_is_lost_at_once_three_times_is_a_takeover_until_one_lasts()
    {
        TakeoverGuard guard = new();
        TimeSpan moment = TimeSpan.FromMilliseconds(100);

        Assert.False(guard.OnLost(moment));
        Assert.False(guard.OnLost(moment));
        Assert.Equal(TimeSpan.Zero, guard.Pause);
        Assert.True(guard.OnLost(moment));
        Assert.Equal(TimeSpan.FromSeconds(5), guard.Pause);
        Assert.False(guard.OnLost(TimeSpan.FromSeconds(4)));
        Assert.Equal(TimeSpan.FromSeconds(5), guard.Pause);
        Assert.False(guard.OnLost(TimeSpan.FromSeconds(6)));
        Assert.Equal(TimeSpan.Zero, guard.Pause);
    }

    private LiveSession Session(TimeSpan? keepAlive)
    {
        Broker.Limits = new() { KeepAlive = keepAlive };
        return new(Broker.ConnectAsync(new() { ClientId = $"{Guid.NewGuid():N}" }, new Ignore(), Cancel).GetAwaiter().GetResult());
    }

    /// <summary>Timers that fire when a test says so, as those of a process without a thread for them do: at some time.</summary>
    private sealed class TimersByHand : TimeProvider
    {
        private readonly Channel<Timer> _timers = Channel.CreateUnbounded<Timer>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timer timer = new(() => callback(state), dueTime);
            _timers.Writer.TryWrite(timer);
            return timer;
        }

        public async Task FireNextAsync() => (await _timers.Reader.ReadAsync(Cancel).Soon()).Fire();

        public async Task WhenSetToAsync(TimeSpan due)
        {
            while ((await _timers.Reader.ReadAsync(Cancel)).Due != due)
            {
            }
        }

        public sealed class Timer(Action fire, TimeSpan due) : ITimer
        {
            public Action Fire => fire;

            public TimeSpan Due => due;

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private sealed class SlowPing : IMqttSession
    {
        public TaskCompletionSource Answer { get; } = new();

        public MqttBrokerLimits Limits { get; } = new();

        public long ReceivedPackets => 0;

        public Task PingAsync() => Answer.Task;

        public ValueTask<MqttReasonCode> PublishAsync(in TypedMqttRpc.Wire.MqttMessage message) => throw new NotSupportedException();

        public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Ignore : IMqttReceiver
    {
        public void OnMessage(in TypedMqttRpc.Wire.MqttMessage message)
        {
        }

        public void OnClosed(string reason)
        {
        }
    }
}
