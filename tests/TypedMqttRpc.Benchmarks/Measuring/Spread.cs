namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>What several repetitions gave. Those that gave nothing (<see cref="double.NaN"/>) do not count.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(static value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
        {
            return new(double.NaN, double.NaN, double.NaN);
        }

        double median = sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }
}
