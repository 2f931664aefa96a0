using System.Globalization;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks;

/// <summary>What <c>ratios</c> was asked for.</summary>
internal sealed record RatiosArguments(RunSettings Settings, bool IsQuick, IReadOnlyList<string> Only, string? JsonFile)
{
    public const string Usage = """
        ratios [--quick] [--only T1,L2,…] [--json file] [--repetitions n] [--window milliseconds] [--no-spinners] [--urgent]
        pieces [--filter glob] [any option of BenchmarkDotNet], or pieces --write-baseline
        plot in.jsonl out.svg
        """;

    public static RatiosArguments Parse(IEnumerable<string> arguments)
    {
        Queue<string> words = new(arguments);
        RatiosArguments line = new(RunSettings.Full, false, [], null);
        while (words.TryDequeue(out string? word))
        {
            line = word switch
            {
                "--quick" => line with { IsQuick = true, Settings = RunSettings.Quick },
                "--only" => line with { Only = Next().Split(',') },
                "--json" => line with { JsonFile = Next() },
                "--repetitions" => line with { Settings = line.Settings with { Repetitions = Number() } },
                "--window" => line with { Settings = line.Settings with { Window = TimeSpan.FromMilliseconds(Number()) } },
                "--no-spinners" => line with { Settings = line.Settings with { UseSpinners = false } },
                "--urgent" => line with { Settings = line.Settings with { IsUrgent = true } },
                _ => throw new ArgumentException($"'{word}' is unknown.\n{Usage}"),
            };
        }

        return line;

        string Next() => words.TryDequeue(out string? word) ? word : throw new ArgumentException($"A value is missing at the end.\n{Usage}");

        int Number() => int.TryParse(Next(), CultureInfo.InvariantCulture, out int number) && number > 0 ? number : throw new ArgumentException($"A number is missing.\n{Usage}");
    }
}
