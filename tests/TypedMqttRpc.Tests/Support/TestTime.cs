using Microsoft.Extensions.Time.Testing;

namespace TypedMqttRpc.Tests.Support;

/// <summary>
/// Virtual time whose timers can be seen: a test waits until the code has set the timer that it is about to let fire, since
/// time that passes before would be lost on it.
/// </summary>
internal sealed class TestTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly Lock _lock = new();
    private readonly HashSet<Timer> _live = [];

    /// <summary>How many timers were made and not disposed.</summary>
    public int LiveTimers
    {
        get
        {
            lock (_lock)
            {
                return _live.Count;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this);
        lock (_lock)
        {
            _live.Add(timer);
        }

        timer.Start(base.CreateTimer(callback, state, dueTime, period), dueTime);
        return timer;
    }

    /// <summary>Waits until a timer is set that will fire within a time span from now.</summary>
    public Task WhenTimerIsDue(TimeSpan within) => WhenTimersAreDue(within, 1);

    /// <summary>Waits until so many timers are set that will fire within a time span from now.</summary>
    public Task WhenTimersAreDue(TimeSpan within, int count) =>
        Waiting.Until(() => CountDue(TimeSpan.Zero, within) >= count, $"{count} timers that are due within {within}");

    /// <summary>Waits until a timer is set that will fire between two time spans from now.</summary>
    public Task WhenTimerIsDueBetween(TimeSpan from, TimeSpan to) =>
        Waiting.Until(() => CountDue(from, to) > 0, $"A timer that is due between {from} and {to}");

    /// <summary>Lets time pass in steps until a condition is true.</summary>
    public Task PassUntilAsync(Func<bool> condition, TimeSpan step, string what) => Waiting.Until(
        () =>
        {
            bool isTrue = condition();
            if (!isTrue)
            {
                Advance(step);
            }

            return isTrue;
        },
        what);

    public int CountDue(TimeSpan from, TimeSpan to)
    {
        DateTimeOffset now = GetUtcNow();
        lock (_lock)
        {
            return _live.Count(timer => timer.Due is { } due && due >= now + from && due <= now + to);
        }
    }

    private sealed class Timer(TestTime time) : ITimer
    {
        private ITimer? _inner;

        public DateTimeOffset? Due { get; private set; }

        public void Start(ITimer inner, TimeSpan dueTime)
        {
            _inner = inner;
            Due = DueAt(dueTime);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = DueAt(dueTime);
            return _inner!.Change(dueTime, period);
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._live.Remove(this);
            }

            _inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private DateTimeOffset? DueAt(TimeSpan dueTime) => dueTime == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow() + dueTime;
    }
}
