using TypedMqttRpc.Benchmarks.Load;

namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>The end of a side that calls.</summary>
internal abstract class CallerSide
{
    public abstract Task ConnectAsync(SideSettings settings);

    /// <summary>Makes a load of this shape, which has not begun.</summary>
    public abstract CallLoad MakeLoad(LoadShape shape);
}
