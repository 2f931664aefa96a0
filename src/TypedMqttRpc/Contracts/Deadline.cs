namespace TypedMqttRpc;

/// <summary>A moment from which on nobody waits any more, on the monotonic clock.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan limit)
{
    private readonly TimeProvider _time = time;
    private readonly long _started = time.GetTimestamp();
    private readonly TimeSpan _limit = limit;

    /// <summary>What is left until then; not negative.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            TimeSpan left = _limit - _time.GetElapsedTime(_started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
