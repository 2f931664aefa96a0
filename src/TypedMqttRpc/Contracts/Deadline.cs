namespace TypedMqttRpc;

/// <summary>A moment from which on nobody waits any more, on the monotonic clock.</summary>
/// <param name="time">The clock.</param>
/// <param name="started">The timestamp from which the limit counts.</param>
/// <param name="limit">How long that is.</param>
internal readonly struct Deadline(TimeProvider time, long started, TimeSpan limit)
{
    private readonly TimeProvider _time = time;
    private readonly long _started = started;
    private readonly TimeSpan _limit = limit;

    /// <summary>The moment, as a timestamp of the clock.</summary>
    public long Timestamp => _started + (long)(_limit.Ticks * ((double)_time.TimestampFrequency / TimeSpan.TicksPerSecond));

    /// <summary>The same, some time later.</summary>
    public Deadline LaterBy(TimeSpan time) => new(_time, _started, _limit + time);

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
