namespace TypedMqttRpc.Benchmarks.Load;

/// <summary>Calls that go on, each followed by the next, until they are stopped.</summary>
internal abstract class CallLoad
{
    /// <summary>How long the calls took that have ended.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>Calls that ended without the right answer.</summary>
    public abstract long Lost { get; }

    public abstract void Start();

    /// <summary>Begins no further calls, and waits for those under way.</summary>
    public abstract void Stop();
}
