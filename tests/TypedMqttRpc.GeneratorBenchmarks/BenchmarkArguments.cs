using System.Globalization;

namespace TypedMqttRpc.GeneratorBenchmarks;

/// <summary>What was asked for.</summary>
/// <param name="Units">How many contracts there are, and of others' the like.</param>
/// <param name="Repetitions">How often everything is measured.</param>
/// <param name="Keystrokes">How many of each kind there are in a repetition.</param>
internal sealed record BenchmarkArguments(int Units = 500, int Repetitions = 5, int Keystrokes = 5)
{
    private const string Usage = "[--contracts n] [--repetitions n] [--keystrokes n]";

    public static BenchmarkArguments Parse(IEnumerable<string> arguments)
    {
        Queue<string> words = new(arguments);
        BenchmarkArguments line = new();
        while (words.TryDequeue(out string? word))
        {
            line = word switch
            {
                "--contracts" => line with { Units = Number() },
                "--repetitions" => line with { Repetitions = Number() },
                "--keystrokes" => line with { Keystrokes = Number() },
                _ => throw new ArgumentException($"'{word}' is unknown.\n{Usage}"),
            };
        }

        return line;

        int Number() => words.TryDequeue(out string? word) && int.TryParse(word, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"A number above 0 is missing.\n{Usage}");
    }
}
