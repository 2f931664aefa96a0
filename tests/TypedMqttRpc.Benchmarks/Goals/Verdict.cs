using System.Globalization;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>How a check came out.</summary>
internal sealed record Verdict(Check Check, Spread Spread, bool Passed)
{
    public override string ToString()
    {
        string sign = Check.IsUpperLimit ? "≤" : "≥";
        string unit = Check.Against is null ? Check.Metric.Unit : " ×";
        string against = Check.Against is null ? string.Empty : $" {Difference(Check.Against, Check.Of)}";
        string limit = Check.Threshold.ToString("0.##", CultureInfo.InvariantCulture);
        return $"{(Passed ? "PASS" : "FAIL")}  {Format(Spread.Median)}{unit} [{Format(Spread.Min)}..{Format(Spread.Max)}]  wanted {sign} {limit}{unit}{against}: {Check.Metric.Name} of {Check.Of}";
    }

    /// <summary>The other cell, by what tells it apart.</summary>
    private static string Difference(Cell cell, Cell from) =>
        cell.Side != from.Side ? cell.Side
        : cell.InFlight != from.InFlight ? $"{cell.InFlight} in flight"
        : cell.Services != from.Services ? $"{cell.Services} services"
        : cell.ToString();

    private static string Format(double value) => value switch
    {
        >= 1e12 => "∞",
        >= 100 or <= -100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
