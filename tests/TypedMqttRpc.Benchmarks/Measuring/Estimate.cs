using System.Globalization;

namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>How long a run will take, about.</summary>
internal static class Estimate
{
    /// <summary>Between two windows.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    /// <summary>For a caller and its server to start.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(0.8);

    /// <param name="rounds">What is measured.</param>
    /// <param name="more">What else takes time.</param>
    /// <param name="settings">How long and how often.</param>
    public static string Describe(IReadOnlyList<Round> rounds, IEnumerable<TimeSpan> more, RunSettings settings)
    {
        Cell[] cells = [.. rounds.Distinct().SelectMany(static round => round.Cells)];
        TimeSpan window = settings.Ramp + settings.Window + Pause;
        int ends = cells.Select(static cell => (cell.Broker, cell.Side, cell.Services)).Distinct().Count();
        int kindsOfLoad = cells.Select(static cell => (cell.Broker, cell.Side, cell.Services, cell.Qos, cell.Payload, cell.InFlight == 1)).Distinct().Count();

        // Most sides have made their calls long before the limit.
        TimeSpan seconds = (cells.Length * settings.Repetitions * window) + (ends * Start) + (kindsOfLoad * settings.WarmUpLimit / 2) + more.Aggregate(TimeSpan.Zero, static (sum, one) => sum + one);
        TimeSpan repeated = Math.Min(settings.Retries, cells.Length * settings.Repetitions * settings.RetriesPerWindow) * window;
        return string.Create(CultureInfo.InvariantCulture, $"This takes about {seconds.TotalMinutes:F1} min; on a busy machine, where windows are measured again, up to {(seconds + repeated).TotalMinutes:F1} min.");
    }
}
