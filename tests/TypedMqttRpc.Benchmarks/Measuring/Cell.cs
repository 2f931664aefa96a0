namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>One side in one situation: what is measured again and again.</summary>
/// <param name="Broker">The broker's name, or that there is none.</param>
/// <param name="Side">The side's name.</param>
/// <param name="Qos">The quality of service of requests and responses.</param>
/// <param name="InFlight">How many calls are under way at any time.</param>
internal sealed record Cell(string Broker, string Side, int Qos, int InFlight)
{
    /// <summary>About how many bytes a parcel takes.</summary>
    public int Payload { get; init; } = Contract.Parcels.Small;

    /// <summary>Caller, server and broker share one processor, so that waking another one is not part of what is measured.</summary>
    public bool IsPinned { get; init; }

    /// <summary>How many services there are on the connection.</summary>
    public int Services { get; init; } = 1;

    public override string ToString() =>
        $"{Side} · {Broker} QoS {Qos}, {Payload} B, {InFlight} in flight{(IsPinned ? ", pinned" : null)}{(Services > 1 ? $", {Services} services" : null)}";
}
