namespace TypedMqttRpc.Faults.Peers;

/// <summary>A clock on the wall that is wrong, beside a stopwatch and timers that are right, as on a machine whose date nobody has set.</summary>
internal sealed class SkewedTime : TimeProvider
{
    private long _shift;

    /// <summary>How wrong the clock is; it may jump at any moment.</summary>
    public TimeSpan Shift
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _shift));
        set => Volatile.Write(ref _shift, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
