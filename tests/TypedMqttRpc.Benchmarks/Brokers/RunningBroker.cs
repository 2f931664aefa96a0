namespace TypedMqttRpc.Benchmarks.Brokers;

/// <summary>A broker that accepts connections.</summary>
/// <param name="Uri">Its address.</param>
/// <param name="ProcessId">The process whose processor time is its cost.</param>
/// <param name="Stop">Ends it.</param>
internal sealed record RunningBroker(string Uri, int ProcessId, Func<ValueTask> Stop) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stop();
}
