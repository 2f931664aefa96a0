namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>The end of a side that answers. It counts its calls with <see cref="Contract.Echo"/>.</summary>
internal abstract class ServerSide
{
    /// <summary>When this has ended, calls are answered.</summary>
    public abstract Task StartAsync(SideSettings settings);
}
