namespace TypedMqttRpc.Faults.Runner;

/// <summary>One line of the table: a load, a fault, and what must hold all the same.</summary>
/// <param name="Id">Its name on the command line.</param>
/// <param name="Load">What goes on.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Body">Does it.</param>
internal sealed record Scenario(string Id, string Load, string Fault, Func<Run, Task> Body)
{
    /// <summary>It mostly waits, so that several may run at one time; what a process holds cannot be compared then.</summary>
    public bool Quiet { get; init; }

    /// <summary>It is part of the form that runs with all other tests.</summary>
    public bool InShort { get; init; } = true;

    /// <summary>What ends it when it hangs.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);
}
