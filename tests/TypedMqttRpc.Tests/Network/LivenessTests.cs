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
