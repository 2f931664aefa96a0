using System.Globalization;

namespace TypedMqttRpc.Benchmarks.Processes;

/// <summary>Processor time of other processes, from what Linux tells; elsewhere nothing is known.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Microseconds that a process has run, to the nanosecond; <see cref="double.NaN"/> where it is not known.</summary>
    public static double OfProcess(int id)
    {
        string folder = $"/proc/{id}/task";
        if (!Directory.Exists(folder))
        {
            return double.NaN;
        }

        double sum = 0;
        foreach (string thread in Directory.EnumerateDirectories(folder))
        {
            try
            {
                sum += double.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture) / 1_000;
            }
            catch (IOException)
            {
                // The thread has ended.
            }
        }

        return sum;
    }

    /// <summary>Microseconds that all processors were busy, and that the host took from this machine.</summary>
    public static (double Busy, double Stolen) OfMachine()
    {
        if (!File.Exists("/proc/stat"))
        {
            return (double.NaN, double.NaN);
        }

        // user, nice, system, idle, iowait, irq, softirq, steal
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(static text => double.Parse(text, CultureInfo.InvariantCulture) * 1e6 / TicksPerSecond)];
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6], ticks[7]);
    }
}
