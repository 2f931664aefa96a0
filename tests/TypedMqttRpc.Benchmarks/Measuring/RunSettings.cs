namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>How long and how often is measured.</summary>
internal sealed record RunSettings
{
    public required int Repetitions { get; init; }

    public required TimeSpan Window { get; init; }

    /// <summary>The load runs so long before the window begins.</summary>
    public required TimeSpan Ramp { get; init; }

    /// <summary>Code is compiled for speed only after it has run often: so many calls come before the first window…</summary>
    public required int WarmUpCalls { get; init; }

    /// <summary>…but no longer than this.</summary>
    public required TimeSpan WarmUpLimit { get; init; }

    /// <summary>How often a window is measured again because other work disturbed it…</summary>
    public required int RetriesPerWindow { get; init; }

    /// <summary>…and how often that happens in the whole run, since on a busy machine it leads nowhere.</summary>
    public required int Retries { get; init; }

    public bool UseSpinners { get; init; } = true;

    /// <summary>Takes the processors from all other sessions of this machine as long as it measures.</summary>
    public bool IsUrgent { get; init; }

    public static RunSettings Quick { get; } = new()
    {
        Repetitions = 3,
        Window = TimeSpan.FromMilliseconds(300),
        Ramp = TimeSpan.FromMilliseconds(80),
        WarmUpCalls = 200_000,
        WarmUpLimit = TimeSpan.FromSeconds(1),
        RetriesPerWindow = 1,
        Retries = 20,
    };

    public static RunSettings Full { get; } = new()
    {
        Repetitions = 10,
        Window = TimeSpan.FromMilliseconds(400),
        Ramp = TimeSpan.FromMilliseconds(100),
        WarmUpCalls = 600_000,
        WarmUpLimit = TimeSpan.FromSeconds(3),
        RetriesPerWindow = 2,
        Retries = 400,
    };
}
