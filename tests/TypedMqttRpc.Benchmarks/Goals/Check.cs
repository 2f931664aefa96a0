using System.Globalization;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>One claim: a figure of a cell, alone or in relation to that of another cell of the same round, is on the right side of a threshold.</summary>
internal sealed record Check(Round Round, Metric Metric, Cell Of, Cell? Against, bool IsUpperLimit, double Threshold)
{
    /// <summary>At least so many times the other's.</summary>
    public static Check AtLeast(Round round, Metric metric, Cell of, double times, Cell against) => new(round, metric, of, against, false, times);

    /// <summary>At most so many times the other's.</summary>
    public static Check AtMost(Round round, Metric metric, Cell of, double times, Cell against) => new(round, metric, of, against, true, times);

    /// <summary>At most this.</summary>
    public static Check AtMost(Round round, Metric metric, Cell of, double value) => new(round, metric, of, null, true, value);

    /// <summary>What the repetitions say: the median counts.</summary>
    public Verdict Evaluate(Results results)
    {
        IReadOnlyList<Measurement> measured = results.Get(Round, Of);
        IEnumerable<double> values = Against is null
            ? measured.Select(Metric.Of)
            : measured.Zip(results.Get(Round, Against), (one, other) => Metric.Of(one) / Metric.Of(other));
        Spread spread = Spread.Of(values);

        // A single lost call is one too many.
        double counts = Metric == Metric.Lost ? spread.Max : spread.Median;
        return new(IsUpperLimit ? counts <= Threshold : counts >= Threshold, Describe(spread));
    }

    private string Describe(Spread spread)
    {
        string sign = IsUpperLimit ? "≤" : "≥";
        string unit = Against is null ? Metric.Unit : " ×";
        string against = Against is null ? string.Empty : $" {Difference(Against, Of)}";
        string limit = Threshold.ToString("0.##", CultureInfo.InvariantCulture);
        return $"{Format(spread.Median)}{unit} [{Format(spread.Min)}..{Format(spread.Max)}]  wanted {sign} {limit}{unit}{against}: {Metric.Name} of {Of}";
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
