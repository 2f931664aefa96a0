using System.Collections.Concurrent;
using TypedMqttRpc.Calling;
using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

public sealed class DeadlineSweepTests : IDisposable
{
    private readonly TestTime _time = new();
    private readonly PendingCalls _calls = new(100_000);
    private readonly ConcurrentQueue<PendingCall> _expired = new();
    private readonly DeadlineSweep _sweep;

    public DeadlineSweepTests() => _sweep = new(_calls, _time, _expired.Enqueue);

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void A_call_ends_at_its_deadline_and_not_earlier()
    {
        PendingCall call = Add(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Empty(_expired);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Same(call, Assert.Single(_expired));
        Assert.Equal(0, _calls.Count);
    }

    [Fact]
    public void A_deadline_between_two_ticks_of_the_timer_is_met_at_the_next()
    {
        Add(TimeSpan.FromTicks(15_001));

        _time.Advance(TimeSpan.FromTicks(15_000));
        Assert.Empty(_expired);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(_expired);
    }

    [Fact]
    public void An_earlier_call_sets_the_timer_anew_and_a_later_one_does_not()
    {
        PendingCall late = Add(TimeSpan.FromSeconds(10));
        PendingCall early = Add(TimeSpan.FromSeconds(1));
        PendingCall middle = Add(TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([early], _expired);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal([early, middle], _expired);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([early, middle, late], _expired);
        Assert.Equal(1, _time.LiveTimers);
    }

    [Fact]
    public void A_call_that_was_answered_does_not_end_again()
    {
        Add(TimeSpan.FromSeconds(1));
        Add(TimeSpan.FromSeconds(2));
        _calls.TryPeek(0, out CorrelationData first, out _);
        Assert.True(_calls.TryTake(first, out _));

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Single(_expired);
    }

    [Fact]
    public void Thousands_of_calls_end_each_at_its_own_deadline()
    {
        Random random = new(7);
        int[] deadlines = [.. Enumerable.Range(0, 5_000).Select(_ => random.Next(1, 200))];
        Array.ForEach(deadlines, deadline => Add(TimeSpan.FromMilliseconds(deadline)));

        for (int now = 1; now <= 200; now++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(deadlines.Count(deadline => deadline <= now), _expired.Count);
        }
    }

    [Fact]
    public void A_deadline_that_is_over_already_ends_the_call_with_the_next_tick()
    {
        Add(TimeSpan.FromSeconds(-1));

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Single(_expired);
    }

    /// <summary>A call that is added while the sweep has passed its slot must set the timer itself.</summary>
    [Fact]
    public async Task A_call_added_during_a_sweep_is_not_forgotten()
    {
        const int each = 5_000;
        Task[] adders = [.. Enumerable.Range(0, 3).Select(seed => Task.Factory.StartNew(
            () =>
            {
                Random random = new(seed);
                for (int i = 0; i < each; i++)
                {
                    Add(TimeSpan.FromMilliseconds(random.Next(0, 20)));
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task added = Task.WhenAll(adders);
        while (!added.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await added;

        // The last deadline, and one tick for each time the timer is set anew.
        for (int i = 0; i < 42; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(3 * each, _expired.Count);
        Assert.Equal(0, _calls.Count);
        Assert.Equal(3 * each, _expired.Distinct().Count());
    }

    private TestCall Add(TimeSpan timeout)
    {
        TestCall call = new();
        Assert.True(_calls.TryReserve(call, out CorrelationData correlation));
        long deadline = EarliestTimer.After(_time, _time.GetTimestamp(), timeout);
        _calls.Activate(correlation, "t", deadline);
        _sweep.Cover(deadline);
        return call;
    }
}
