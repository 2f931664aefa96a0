using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TypedMqttRpc.Benchmarks.Processes;

/// <summary>Where and how urgently processes run, by the system's own tools; where they are missing, nothing changes.</summary>
internal static class Placement
{
    private const int Attempts = 10;

    public static string AllProcessors { get; } = $"0-{Environment.ProcessorCount - 1}";

    /// <summary>
    /// Put in front of a command, lets it run only when this processor has nothing else to do. The session of its own is for Linux, which shares
    /// processors among sessions first: in another's it would take a share for that session.
    /// </summary>
    public static string[] Idle(int processor) => ["chrt", "-i", "0", "taskset", "-c", $"{processor}", "setsid"];

    /// <summary>Whether a command can be put in front of another.</summary>
    public static bool Works(IReadOnlyList<string> prefix) => Run([.. prefix, "true"]);

    /// <summary>Lets this process, and those it starts, run before others.</summary>
    public static bool TryHurry()
    {
        try
        {
            using Process self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.High;
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Sets how the session of this process shares processors with other sessions, from -20 (first) to 19 (last).</summary>
    public static bool TrySetSession(int nice)
    {
        try
        {
            File.WriteAllText("/proc/self/autogroup", nice.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Lets a process with all its threads run only on these processors.</summary>
    public static bool Pin(int processId, string processors)
    {
        // A thread that ends meanwhile makes taskset give up.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (Run(["taskset", "-a", "-c", "-p", processors, $"{processId}"]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Run(IReadOnlyList<string> command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = process.StandardOutput.ReadToEnd();
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
