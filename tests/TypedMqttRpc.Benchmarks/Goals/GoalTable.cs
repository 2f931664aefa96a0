using TypedMqttRpc.Benchmarks.Brokers;
using TypedMqttRpc.Benchmarks.Measuring;
using static TypedMqttRpc.Benchmarks.Goals.Check;
using static TypedMqttRpc.Benchmarks.Sides.SideTable;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>All goals. The thresholds come from what a prototype reached, and are changed only together with what the documentation says.</summary>
internal static class GoalTable
{
    public static IReadOnlyList<Goal> All { get; } =
    [
        new ComparisonGoal("T1", "Throughput without a broker in the way, QoS 0", Throughput(Rounds.Batching[0], tuned: 10, byDefault: 15, raw: 0.2)),
        new ComparisonGoal("T2", "Throughput without a broker in the way, QoS 1", [Compare(Rounds.Batching[1], 10, Tuned)]),
        new ComparisonGoal("T3", "Subscribing for each call is far slower", [.. Rounds.Batching.Select(static round => Compare(round, 30, PerCall))]),
        new ComparisonGoal("T4", "Throughput with Mosquitto, which is the limit itself", [.. Rounds.MosquittoNoDelay.Concat(Rounds.MosquittoDefault).SelectMany(static round => new[] { Compare(round, 1.3, Tuned), Compare(round, 1, Raw) })]),
        new ComparisonGoal("T5", "More calls at once are no fewer calls a second, and none is lost", Crowds()),
        new ComparisonGoal("L1", "Latency with Mosquitto", Latency()),
        new ComparisonGoal("L2", "No stall of 40 ms at QoS 1 with a default Mosquitto", [AtMost(Rounds.AloneAtDefault, Metric.P50, Rounds.AloneAtDefault.Of(Typed), 1_000)]),
        new ComparisonGoal("P1", "Large payloads", LargePayloads()),
        new ComparisonGoal("A1", "Allocation", Allocation()),
        new ComparisonGoal("C1", "Processor time of both ends",
        [
            .. Rounds.Batching.Select(static round => AtMost(round, Metric.EndsCpu, round.Of(Typed), 0.15, round.Of(Tuned))),
            .. Rounds.MosquittoNoDelay.Concat(Rounds.MosquittoDefault).Select(static round => AtMost(round, Metric.EndsCpu, round.Of(Typed), 0.75, round.Of(Tuned))),
        ]),
        new FeatureCost(),
        new ComparisonGoal("S1", "Many services on one connection", ManyServices()),
        new PendingCalls(),
        new ComparisonGoal("G1", $"For perspective, other ways to call{(NatsServer.IsInstalled ? null : $"; NATS is not measured: {NatsServer.Missing}")}", OtherWays()),
    ];

    /// <summary>Measured in a full run though no goal compares it.</summary>
    public static IReadOnlyList<Round> Perspective { get; } = [Rounds.Embedded];

    private static Check[] Throughput(Round round, double tuned, double byDefault, double raw) =>
        [Compare(round, tuned, Tuned), Compare(round, byDefault, Default), Compare(round, raw, Raw)];

    private static Check Compare(Round round, double times, string side) => AtLeast(round, Metric.Calls, round.Of(Typed), times, round.Of(side));

    private static Check[] Crowds()
    {
        Round round = Rounds.CrowdsOfCalls;
        return
        [
            .. Rounds.Crowds.Zip(Rounds.Crowds.Skip(1), (fewer, more) => AtLeast(round, Metric.Calls, round.Of(Typed, inFlight: more), 0.9, round.Of(Typed, inFlight: fewer))),
            AtMost(round, Metric.Lost, round.Of(Typed, inFlight: Rounds.Crowds[^1]), 0),
        ];
    }

    private static Check[] Latency()
    {
        Round pinned = Rounds.Pinned;
        Round alone = Rounds.Alone;
        return
        [
            AtMost(pinned, Metric.P50, pinned.Of(Typed), 1.5, pinned.Of(Raw)),
            AtMost(pinned, Metric.P50, pinned.Of(Typed), 0.65, pinned.Of(Tuned)),
            AtMost(alone, Metric.P50, alone.Of(Typed), 1, alone.Of(Tuned)),
        ];
    }

    private static Check[] LargePayloads()
    {
        Round round = Rounds.Large;
        Cell alone = round.Of(Typed, inFlight: 1);
        Cell steady = round.Of(Typed, inFlight: Rounds.Steady);
        return
        [
            AtMost(round, Metric.P50, alone, 1.5, round.Of(Raw)),
            AtLeast(round, Metric.Calls, alone, 1.2, round.Of(Tuned)),

            // Where sockets stall, calls take a second and more, or are lost.
            AtMost(round, Metric.P99, steady, 1_000_000),
            AtMost(round, Metric.Lost, steady, 0),
        ];
    }

    private static Check[] Allocation()
    {
        Round round = Rounds.Allocation;
        return [.. new[] { 0, 1 }.SelectMany(qos => new[]
        {
            AtMost(round, Metric.CallerOverhead, round.Of(Typed, qos), 16),
            AtMost(round, Metric.CallerOverhead, round.Of(TypedTask, qos), 120),
            AtMost(round, Metric.ServerOverhead, round.Of(Typed, qos), 160),
            AtMost(round, Metric.ServerOverhead, round.Of(TypedContext, qos), 300),
        })];
    }

    private static Check[] OtherWays() => [.. Rounds.OtherWays.SelectMany(static round => round.Cells.Skip(1).Select(cell =>
        AtLeast(round, Metric.Calls, round.Of(Typed), cell.Side == GrpcDotnet ? 5 : 2, cell)))];

    private static Check[] ManyServices()
    {
        Round round = Rounds.ManyServices;
        return [.. round.Cells.Skip(1).Select(cell => AtLeast(round, Metric.Calls, cell, 0.95, round.Cells[0]))];
    }
}
