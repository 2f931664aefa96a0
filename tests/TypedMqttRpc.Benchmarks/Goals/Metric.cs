using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>One of the figures of a measurement.</summary>
/// <param name="Name">What it is called in the verdicts.</param>
/// <param name="Unit">What follows the number, with a space in front where one belongs.</param>
/// <param name="Of">Reads it.</param>
internal sealed record Metric(string Name, string Unit, Func<Measurement, double> Of)
{
    public static Metric Calls { get; } = new("calls/s", "", static measurement => measurement.CallsPerSecond);

    public static Metric P50 { get; } = new("p50", " µs", static measurement => measurement.P50Us);

    public static Metric P99 { get; } = new("p99", " µs", static measurement => measurement.P99Us);

    public static Metric EndsCpu { get; } = new("caller + server CPU a call", " µs", static measurement => measurement.EndsCpuUs);

    /// <summary>In whole bytes: a call's share of what the process allocates beside it is a small part of one.</summary>
    public static Metric CallerOverhead { get; } = new("caller's bytes a call beyond the objects", " B", static measurement => Math.Round(measurement.CallerOverhead));

    public static Metric ServerOverhead { get; } = new("server's bytes a call beyond the objects", " B", static measurement => Math.Round(measurement.ServerOverhead));

    public static Metric Lost { get; } = new("lost calls", "", static measurement => measurement.Lost);
}
