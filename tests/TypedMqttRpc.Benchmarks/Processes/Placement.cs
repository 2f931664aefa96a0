using System.ComponentModel;
using System.Diagnostics;

namespace TypedMqttRpc.Benchmarks.Processes;

/// <summary>Where and how urgently processes run, by the system's own tools; where they are missing, nothing changes.</summary>
internal static class Placement
{
    public static string AllProcessors { get; } = $"0-{Environment.ProcessorCount - 1}";

    /// <summary>Runs before what is measured, so that other work on the machine disturbs less.</summary>
    public static string[] Urgent { get; } = ["nice", "-n", "-15"];

    /// <summary>Runs only when a processor has nothing else to do.</summary>
    public static string[] Idle(int processor) => ["chrt", "-i", "0", "taskset", "-c", $"{processor}"];

    /// <summary>Whether a command can be put in front of another.</summary>
    public static bool Works(IReadOnlyList<string> prefix) => Run([.. prefix, "true"]);

    /// <summary>Lets a process with all its threads run only on these processors.</summary>
    public static bool Pin(int processId, string processors) => Run(["taskset", "-a", "-c", "-p", processors, $"{processId}"]);

    private static bool Run(IReadOnlyList<string> command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = process.StandardOutput.ReadToEnd();
            string complaint = process.StandardError.ReadToEnd();
            process.WaitForExit();

            // nice complains that it may not, and goes on.
            return process.ExitCode == 0 && complaint.Length == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
