using TypedMqttRpc.Benchmarks.Brokers;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Measuring;
using static TypedMqttRpc.Benchmarks.Sides.SideTable;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>What is measured together, since goals compare it.</summary>
internal static class Rounds
{
    /// <summary>Enough calls at once that everything which can be done together is.</summary>
    public const int Busy = 256;

    public const int Steady = 64;

    public static int[] Crowds { get; } = [64, 256, 1_024, 4_096];

    public static int[] ServiceCounts { get; } = [1, 10, 100, 1_000];

    public static Round[] Batching { get; } = [.. Qualities().Select(static qos => new Round($"batching, QoS {qos}, {Busy} in flight, {Parcels.Small} B",
        [.. Sides(BrokerTable.Batching, qos, Typed, Tuned, Default, PerCall, Raw)]))];

    public static Round[] MosquittoNoDelay { get; } = [.. Qualities().Select(static qos => new Round($"mosquitto-nodelay, QoS {qos}, {Busy} in flight, {Parcels.Small} B",
        [.. Sides(BrokerTable.MosquittoNoDelay, qos, Typed, Tuned, Default, Raw)]))];

    public static Round[] MosquittoDefault { get; } = [.. Qualities().Select(static qos => new Round($"mosquitto-default, QoS {qos}, {Busy} in flight, {Parcels.Small} B",
        [.. Sides(BrokerTable.MosquittoDefault, qos, Typed, Tuned, Default, Raw)]))];

    public static Round Embedded { get; } = new($"embedded, QoS 0, {Busy} in flight, {Parcels.Small} B", [.. Sides(BrokerTable.Embedded, 0, Typed, Tuned, Default, Raw)]);

    public static Round CrowdsOfCalls { get; } = new("more and more in flight, batching, QoS 0",
        [.. Crowds.Select(static inFlight => new Cell(BrokerTable.Batching, Typed, 0, inFlight))]);

    public static Round Pinned { get; } = new("1 in flight on one processor, mosquitto-nodelay, QoS 0",
        [.. new[] { Typed, Tuned, Raw }.Select(static side => new Cell(BrokerTable.MosquittoNoDelay, side, 0, 1) { IsPinned = true })]);

    public static Round Alone { get; } = new("1 in flight, mosquitto-nodelay, QoS 0",
        [.. new[] { Typed, Tuned }.Select(static side => new Cell(BrokerTable.MosquittoNoDelay, side, 0, 1))]);

    public static Round AloneAtDefault { get; } = new("1 in flight, mosquitto-default, QoS 1",
        [.. new[] { Typed, Tuned, Raw }.Select(static side => new Cell(BrokerTable.MosquittoDefault, side, 1, 1))]);

    public static Round Large { get; } = new("64 kB, mosquitto-nodelay, QoS 0",
    [
        .. new[] { Typed, Tuned, Raw }.Select(static side => new Cell(BrokerTable.MosquittoNoDelay, side, 0, 1) { Payload = Parcels.Large }),
        new(BrokerTable.MosquittoNoDelay, Typed, 0, Steady) { Payload = Parcels.Large },
    ]);

    public static Round Allocation { get; } = new($"allocation, batching, {Steady} in flight",
        [.. Qualities().SelectMany(static qos => new[] { Typed, TypedTask, TypedContext }.Select(side => new Cell(BrokerTable.Batching, side, qos, Steady)))]);

    public static Round ManyServices { get; } = new($"more and more services, batching, QoS 0, {Busy} in flight",
        [.. ServiceCounts.Select(static services => new Cell(BrokerTable.Batching, Typed, 0, Busy) { Services = services })]);

    /// <summary>The typed side comes first.</summary>
    public static Round[] OtherWays { get; } = [.. new[] { Steady, Busy }.Select(static inFlight => new Round(
        $"other ways to call, {inFlight} in flight, {Parcels.Small} B ({BrokerTable.Direct}: two processes; with a broker: three)",
        [
            new(BrokerTable.Batching, Typed, 0, inFlight),
            new(BrokerTable.Direct, GrpcDotnet, 0, inFlight),
            new(BrokerTable.Direct, JsonRpc, 0, inFlight),
            .. NatsServer.IsInstalled ? new Cell[] { new(BrokerTable.Nats, Nats, 0, inFlight) } : [],
        ]))];

    /// <summary>A round's cell of a side, where there is only one.</summary>
    public static Cell Of(this Round round, string side, int qos = -1, int inFlight = -1) => round.Cells.Single(cell =>
        cell.Side == side && (qos < 0 || cell.Qos == qos) && (inFlight < 0 || cell.InFlight == inFlight));

    private static int[] Qualities() => [0, 1];

    private static IEnumerable<Cell> Sides(string broker, int qos, params string[] sides) => sides.Select(side => new Cell(broker, side, qos, Busy));
}
