using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>
/// Ends the calls whose deadline has passed. One timer serves all of them: it is set to the earliest deadline, and most calls end
/// before it fires.
/// </summary>
internal sealed class DeadlineSweep : IDisposable
{
    private readonly PendingCalls _calls;
    private readonly TimeProvider _time;
    private readonly Action<PendingCall> _expire;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long _armedFor = long.MaxValue;

    public DeadlineSweep(PendingCalls calls, TimeProvider time, Action<PendingCall> expire)
    {
        _calls = calls;
        _time = time;
        _expire = expire;
        _timer = time.CreateTimer(static state => ((DeadlineSweep)state!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The timestamp at which a time span from now, or from a timestamp, is over.</summary>
    public static long After(TimeProvider time, long start, TimeSpan span) =>
        start + (long)(span.Ticks * ((double)time.TimestampFrequency / TimeSpan.TicksPerSecond));

    /// <summary>Makes sure that the timer fires by a deadline. The call must be active already.</summary>
    public void Cover(long deadline)
    {
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

    private void Sweep()
    {
        // From here on a new call arms the timer itself, so none that the loop has passed by is forgotten.
        lock (_lock)
        {
            _armedFor = long.MaxValue;
        }

        long now = _time.GetTimestamp();
        long next = long.MaxValue;
        for (int i = 0; i < _calls.Grown; i++)
        {
            if (!_calls.TryPeek(i, out CorrelationData correlation, out long deadline))
            {
                continue;
            }

            if (deadline > now)
            {
                next = Math.Min(next, deadline);
            }
            else if (_calls.TryTake(correlation, out PendingCall? call))
            {
                _expire(call);
            }
        }

        Cover(next);
    }
}
