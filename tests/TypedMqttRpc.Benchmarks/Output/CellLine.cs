using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>A cell in JSON lines. Every array has one number a repetition; processor time and bytes are for one call.</summary>
internal sealed record CellLine
{
    public required string Shape { get; init; }

    public required string Broker { get; init; }

    public required string Side { get; init; }

    public required int Qos { get; init; }

    public required int Payload { get; init; }

    public required int InFlight { get; init; }

    public required bool Pinned { get; init; }

    public required int Services { get; init; }

    public required double[] CallsPerSecond { get; init; }

    public required double[] P50Us { get; init; }

    public required double[] P99Us { get; init; }

    public required double[] CallerCpuUs { get; init; }

    public required double[] ServerCpuUs { get; init; }

    public required double[] BrokerCpuUs { get; init; }

    public required double[] CallerBytes { get; init; }

    public required double[] ServerBytes { get; init; }

    /// <summary>Of these bytes, one parcel's own at each end.</summary>
    public required double[] ObjectBytes { get; init; }

    public required long[] Lost { get; init; }

    /// <summary>How many processors' worth of time other work took.</summary>
    public required double[] Disturbance { get; init; }

    public static CellLine From(Round round, Cell cell, IReadOnlyList<Measurement> measured)
    {
        return new()
        {
            Shape = round.Name,
            Broker = cell.Broker,
            Side = cell.Side,
            Qos = cell.Qos,
            Payload = cell.Payload,
            InFlight = cell.InFlight,
            Pinned = cell.IsPinned,
            Services = cell.Services,
            CallsPerSecond = All(static one => one.CallsPerSecond),
            P50Us = All(static one => one.P50Us),
            P99Us = All(static one => one.P99Us),
            CallerCpuUs = All(static one => one.CallerCpuUs),
            ServerCpuUs = All(static one => one.ServerCpuUs),
            BrokerCpuUs = All(static one => one.BrokerCpuUs),
            CallerBytes = All(static one => one.CallerBytes),
            ServerBytes = All(static one => one.ServerBytes),
            ObjectBytes = All(static one => one.ObjectBytes),
            Lost = [.. measured.Select(static one => one.Lost)],
            Disturbance = All(static one => one.Disturbance),
        };

        // JSON has no NaN, which stands for what the system does not tell.
        double[] All(Func<Measurement, double> figure) => [.. measured.Select(figure).Select(static value => double.IsNaN(value) ? 0 : Math.Round(value, 3))];
    }
}
