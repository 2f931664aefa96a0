using System.Globalization;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.GeneratorBenchmarks.Measuring;

namespace TypedMqttRpc.GeneratorBenchmarks;

/// <summary>All sides beside each other, as Markdown.</summary>
internal static class ResultTable
{
    private static readonly (Work Work, string Title)[] Rows =
    [
        (Work.Cold, "cold run"),
        (Work.Elsewhere, "keystroke in another file"),
        (Work.Comment, "keystroke in a comment of one of them"),
        (Work.Member, "keystroke in a member's name of one of them"),
        (Work.Compiler, "the compiler's own checks, cold"),
        (Work.Analyzers, "the package's analyzers, cold"),
    ];

    /// <param name="output">Where it is written.</param>
    /// <param name="sides">Ours first; the others are told in ratios to it.</param>
    public static void Write(TextWriter output, IReadOnlyList<SideMeter> sides)
    {
        output.WriteLine("| Work | Side | ms, median [range] | MB allocated | files written | time, ours = 1 | bytes, ours = 1 |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((Work work, string title) in Rows)
        {
            IReadOnlyList<Sample> ours = sides[0].Of(work);
            foreach (SideMeter side in sides)
            {
                IReadOnlyList<Sample> samples = side.Of(work);
                if (samples.Count > 0)
                {
                    Spread time = Spread.Of(samples.Select(Milliseconds));
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {title} | {side.Side.Name} | {time.Median:0.0} [{time.Min:0.0}–{time.Max:0.0}] | {Spread.Of(samples.Select(Bytes)).Median / 1e6:0.00} | {Files(samples)} | {Ratio(samples, ours, Milliseconds):0.00} | {Ratio(samples, ours, Bytes):0.00} |"));
                }
            }
        }
    }

    private static double Milliseconds(Sample sample) => sample.Milliseconds;

    private static double Bytes(Sample sample) => sample.Bytes;

    /// <summary>The median of the ratios within each turn, since noise comes and goes.</summary>
    private static double Ratio(IReadOnlyList<Sample> theirs, IReadOnlyList<Sample> ours, Func<Sample, double> figure) =>
        Spread.Of(theirs.Zip(ours, (one, other) => figure(one) / figure(other))).Median;

    private static string Files(IReadOnlyList<Sample> samples)
    {
        (int min, int max) = (samples.Min(static sample => sample.Files), samples.Max(static sample => sample.Files));
        return min == max ? $"{min}" : $"{min}–{max}";
    }
}
