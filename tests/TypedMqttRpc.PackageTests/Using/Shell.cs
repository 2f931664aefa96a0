namespace TypedMqttRpc.PackageTests.Using;

/// <summary>Commands as a person types them.</summary>
internal static class Shell
{
    /// <summary>More than the slowest takes, which makes a native program, on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a script to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">A command of it failed, or it takes too long.</exception>
    public static async Task<string> RunAsync(string folder, string script, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var running = new RunningScript(folder, script, environment);
        await running.ExitAsync(Patience);
        return running.Output;
    }

    /// <summary>Runs a script until it prints this line, and ends it.</summary>
    /// <exception cref="InvalidOperationException">It ended before, or takes too long.</exception>
    public static async Task<string> RunUntilAsync(string line, string folder, string script, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var running = new RunningScript(folder, script, environment);
        await running.PrintAsync(line, Patience);
        return running.Output;
    }
}
