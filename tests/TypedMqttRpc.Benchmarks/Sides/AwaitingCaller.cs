using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Load;

namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>A caller whose calls are awaited one by one.</summary>
internal abstract class AwaitingCaller : CallerSide
{
    public override CallLoad MakeLoad(LoadShape shape) => new ClosedLoops(this, shape);

    /// <summary>Calls once.</summary>
    /// <param name="parcel">What to send.</param>
    /// <param name="qos">The quality of service of request and response.</param>
    /// <param name="loop">Which of the loops is calling.</param>
    public abstract ValueTask<Parcel> CallAsync(Parcel parcel, int qos, int loop);
}
