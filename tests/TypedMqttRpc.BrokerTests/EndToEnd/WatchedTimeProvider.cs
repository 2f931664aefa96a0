using Microsoft.Extensions.Time.Testing;
using TypedMqttRpc.BrokerTests.Clients;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>A clock that the test turns, and that tells which waits have begun, so that it is not turned too early.</summary>
internal sealed class WatchedTimeProvider : FakeTimeProvider
{
    private readonly Observed<TimeSpan> _waits = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Add(dueTime);
        return timer;
    }

    /// <summary>Waits until so many waits of this length have begun.</summary>
    public Task WaitBegunAsync(TimeSpan length, int count) => _waits.WaitForAllAsync(waits => waits.Count(wait => wait == length) >= count);
}
