namespace TypedMqttRpc.Serving;

/// <summary>
/// Fires the tokens of handlers whose time is over. One timer serves all of them: it is set to the earliest deadline, and most handlers have
/// ended before it fires.
/// </summary>
internal sealed class HandlerDeadlines : IDisposable
{
    private readonly CallPool _calls;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long _armedFor = long.MaxValue;

    public HandlerDeadlines(CallPool calls, TimeProvider time)
    {
        _calls = calls;
        _time = time;
        _timer = time.CreateTimer(static state => ((HandlerDeadlines)state!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that the timer fires by a deadline. The call must say already when it is due.</summary>
    public void Cover(long deadline)
    {
        // The call's word, and then this question: the sweep asks in the other order.
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

    private void Sweep()
    {
        // From here on a new call arms the timer itself, so none that the loop has passed by is forgotten.
        lock (_lock)
        {
            _armedFor = long.MaxValue;
        }

        Interlocked.MemoryBarrier();
        Cover(_calls.CancelDue(_time.GetTimestamp()));
    }
}
