namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>The end of a side that answers. It counts its calls with <see cref="Contract.Echo"/>.</summary>
internal abstract class ServerSide
{
    /// <summary>Where callers find it once it has started; <see langword="null"/> where they find it through the broker.</summary>
    public virtual string? Uri => null;

    /// <summary>When this has ended, calls are answered.</summary>
    public abstract Task StartAsync(SideSettings settings);
}
