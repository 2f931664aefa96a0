namespace TypedMqttRpc.Serving;

/// <content>Notices work that waits while none begins, and sees to it that it does.</content>
internal sealed partial class HandlerThreads
{
    private static readonly TimeSpan StallCheck = TimeSpan.FromMilliseconds(20);

    private readonly ITimer _stallCheck;
    private volatile bool _hasBegun;
    private volatile bool _checking;

    /// <summary>Not with the connection's clock: what stalls are threads, in real time.</summary>
    private ITimer MakeStallCheck() => TimeProvider.System.CreateTimer(
        static state => ((HandlerThreads)state!).CheckForStall(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void BeginChecking()
    {
        lock (_lock)
        {
            if (!_checking && !_disposed)
            {
                _checking = true;
                _hasBegun = false;
                _stallCheck.Change(StallCheck, StallCheck);
            }
        }
    }

    private void CheckForStall()
    {
        SleepingThread? sleeper = null;
        lock (_lock)
        {
            if (!HasWork)
            {
                _checking = false;
                Interlocked.MemoryBarrier();
                if (!HasWork)
                {
                    if (!_disposed)
                    {
                        _stallCheck.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    }

                    return;
                }

                _checking = true;
            }

            if (!_hasBegun)
            {
                sleeper = Help();
            }

            _hasBegun = false;
        }

        sleeper?.Wake();
    }

    /// <summary>Under the lock.</summary>
    /// <returns>A thread to be woken: the pool has none for the work that it was given.</returns>
    private SleepingThread? Help()
    {
        if (_sleepers.Count > 0)
        {
            return TakeSleeper();
        }

        // All threads are blocked. Twice as many help fast enough.
        for (int more = Math.Min(Math.Min(Math.Max(_threads, 1), _work.Count + _quickWork.Count), _most - _threads); more > 0; more--)
        {
            StartThread();
        }

        return null;
    }
}
