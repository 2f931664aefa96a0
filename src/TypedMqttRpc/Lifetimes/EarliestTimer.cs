namespace TypedMqttRpc.Lifetimes;

/// <summary>One timer for many deadlines. It is set to the earliest, and mostly what that was for has ended before it fires.</summary>
internal sealed class EarliestTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Func<long, long> _sweep;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long _armedFor = long.MaxValue;

    /// <param name="time">The clock whose timestamps deadlines are.</param>
    /// <param name="sweep">Is given the present timestamp, ends what is due, and says when the earliest of the rest is; <see cref="long.MaxValue"/> for never.</param>
    public EarliestTimer(TimeProvider time, Func<long, long> sweep)
    {
        _time = time;
        _sweep = sweep;
        _timer = time.CreateTimer(static state => ((EarliestTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The timestamp at which a time span from a timestamp on is over.</summary>
    public static long After(TimeProvider time, long start, TimeSpan span) =>
        start + (long)(span.Ticks * ((double)time.TimestampFrequency / TimeSpan.TicksPerSecond));

    /// <summary>Makes sure that a sweep comes by a deadline. A sweep must be able to find what that is for already.</summary>
    public void Cover(long deadline)
    {
        // That it can be found, and then this question: the sweep asks in the other order.
        Interlocked.MemoryBarrier();
        if (deadline < Volatile.Read(ref _armedFor))
        {
            Arm(deadline);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm(long deadline)
    {
        lock (_lock)
        {
            if (deadline >= _armedFor)
            {
                return;
            }

            _armedFor = deadline;
            TimeSpan wait = _time.GetElapsedTime(_time.GetTimestamp(), deadline);

            // Rounded up to the timers' grain, so that the sweep does not come too early and find nothing.
            _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Fire()
    {
        // From here on what is new arms the timer itself, so nothing that the sweep has passed by is forgotten.
        lock (_lock)
        {
            _armedFor = long.MaxValue;
        }

        Interlocked.MemoryBarrier();
        Cover(_sweep(_time.GetTimestamp()));
    }
}
