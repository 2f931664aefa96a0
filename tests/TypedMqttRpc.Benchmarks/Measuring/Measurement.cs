namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>One window of one cell. Processor time and allocation are for one call, and <see cref="double.NaN"/> where there was none.</summary>
internal sealed record Measurement
{
    // Linux counts the machine's time in hundredths of a second, so in a short window less than this means nothing.
    private const double TolerableDisturbance = 0.15;

    public required double CallsPerSecond { get; init; }

    public required double P50Us { get; init; }

    public required double P99Us { get; init; }

    public required double CallerCpuUs { get; init; }

    public required double ServerCpuUs { get; init; }

    /// <summary><see cref="double.NaN"/> where the system does not tell.</summary>
    public required double BrokerCpuUs { get; init; }

    public required double CallerBytes { get; init; }

    public required double ServerBytes { get; init; }

    /// <summary>What one parcel takes on the heap; caller and server each have to make one.</summary>
    public required double ObjectBytes { get; init; }

    /// <summary>Calls that got no right answer, before and after the window too.</summary>
    public required long Lost { get; init; }

    /// <summary>How many processors' worth of time went to other work, or was taken by the host, during the window.</summary>
    public required double Disturbance { get; init; }

    public bool IsDisturbed => Disturbance > TolerableDisturbance;

    /// <summary>What the two ends cost together.</summary>
    public double EndsCpuUs => CallerCpuUs + ServerCpuUs;

    public double CallerOverhead => CallerBytes - ObjectBytes;

    public double ServerOverhead => ServerBytes - ObjectBytes;
}
