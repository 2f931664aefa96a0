using System.Diagnostics;

namespace TypedMqttRpc.Faults.Ledger;

/// <summary>What a process holds: file handles, sockets among them, and timers. After a scenario it must hold what it held before.</summary>
/// <remarks>Threads are not among it: those of the pool come and go by rules of their own.</remarks>
internal sealed record Leftovers(int Handles, long Timers)
{
    private const string OpenFiles = "/proc/self/fd";

    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(8);

    public static Leftovers Now()
    {
        using Process process = Process.GetCurrentProcess();
        return new(Directory.Exists(OpenFiles) ? OpenFileKinds().Count() : process.HandleCount, Timer.ActiveCount);
    }

    /// <summary>What the handles are, where the system tells.</summary>
    public static string Describe() => !Directory.Exists(OpenFiles) ? "unknown" : string.Join(", ", OpenFileKinds()
        .CountBy(static kind => kind)
        .Select(static kind => $"{kind.Value} {kind.Key}"));

    /// <summary>Waits until no more is held than before.</summary>
    /// <returns>What is still held in the end.</returns>
    public async Task<Leftovers> SettleAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            // Finalizers close what nobody refers to any more, and report what nobody has observed.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Leftovers now = Now();
            if ((now.Handles <= Handles && now.Timers <= Timers) || Stopwatch.GetElapsedTime(begin) > SettleLimit)
            {
                return now;
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Libraries and their symbols are no leftovers: each is loaded once, whenever it is needed first.</summary>
    private static IEnumerable<string> OpenFileKinds() => Directory.GetFiles(OpenFiles)
        .Select(static file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name.Split(':')[0] ?? "gone")
        .Where(static kind => Path.GetExtension(kind) is not (".dll" or ".pdb"));
}
