using System.Diagnostics;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.Benchmarks.Output;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>Measures what the wanted goals need, and says which of them are met.</summary>
internal static class RatiosProgram
{
    public static async Task<int> RunAsync(RatiosArguments line)
    {
        IReadOnlyList<Goal> goals = Select(line);
        bool wantsPending = line.Only.Count == 0 || line.Only.Contains(PendingCalls.Id);
        Round[] rounds = [.. goals.SelectMany(static goal => goal.Checks).Select(static check => check.Round).Distinct()];
        if (!line.IsQuick && line.Only.Count == 0)
        {
            rounds = [.. rounds, .. GoalTable.Perspective];
        }

        long started = Stopwatch.GetTimestamp();
        Results results = new();
        bool passed = true;
        await using (Bench bench = new(line.Settings))
        {
            Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; {line.Settings.Repetitions} repetitions of {line.Settings.Window.TotalMilliseconds:F0} ms; {await bench.PrepareAsync()}.");
            await MeasureAsync(rounds, bench, line, results);
            foreach (Goal goal in goals)
            {
                passed &= goal.Tell(results, Console.Out);
            }

            passed &= !wantsPending || await PendingCalls.RunAsync(bench, Console.Out);
        }

        Console.WriteLine($"\n{GoalTable.NotCovered}");
        Console.WriteLine($"Other work disturbed {results.DisturbedWindows} of {results.Windows} windows{(results.DisturbedWindows * 4 > results.Windows ? ": measure again on a quiet machine before you believe a ratio" : null)}.");
        Console.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        return passed ? 0 : 1;
    }

    private static async Task MeasureAsync(Round[] rounds, Bench bench, RatiosArguments line, Results results)
    {
        RoundRunner runner = new(bench, line.Settings, results);
        foreach (Round round in rounds)
        {
            await runner.RunAsync(round);
            Console.WriteLine();
            RoundTable.Write(Console.Out, round, results);
        }

        if (line.JsonFile is { } file)
        {
            File.WriteAllLines(file, rounds.SelectMany(round => JsonLines.Describe(round, results)));
        }
    }

    private static IReadOnlyList<Goal> Select(RatiosArguments line)
    {
        string[] known = [.. GoalTable.All.Select(static goal => goal.Id), PendingCalls.Id];
        if (line.Only.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"There is no goal '{unknown}'; there are {string.Join(", ", known)}.");
        }

        return [.. GoalTable.All.Where(goal => line.Only.Count > 0 ? line.Only.Contains(goal.Id) : !line.IsQuick || goal.IsQuick)];
    }
}
