using System.Diagnostics;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.Benchmarks.Output;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>Measures what the wanted goals need, and says which of them are met.</summary>
internal static class RatiosProgram
{
    public static async Task<int> RunAsync(CommandLine line)
    {
        IReadOnlyList<Goal> goals = Select(line);
        Round[] rounds = [.. goals.SelectMany(static goal => goal.Checks).Select(static check => check.Round).Distinct()];
        if (!line.IsQuick && line.Only.Count == 0)
        {
            rounds = [.. rounds, .. GoalTable.Perspective];
        }

        long started = Stopwatch.GetTimestamp();
        Results results = new();
        await using (Bench bench = new(line.Settings))
        {
            Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; {line.Settings.Repetitions} repetitions of {line.Settings.Window.TotalMilliseconds:F0} ms; {await bench.PrepareAsync()}.");
            RoundRunner runner = new(bench, line.Settings, results);
            foreach (Round round in rounds)
            {
                await runner.RunAsync(round);
                Console.WriteLine();
                RoundTable.Write(Console.Out, round, results);
            }
        }

        if (line.JsonFile is { } file)
        {
            File.WriteAllLines(file, rounds.SelectMany(round => JsonLines.Describe(round, results)));
        }

        bool passed = true;
        foreach (Goal goal in goals)
        {
            Verdict[] verdicts = [.. goal.Checks.Select(check => check.Evaluate(results))];
            bool goalPassed = verdicts.All(static verdict => verdict.Passed);
            passed &= goalPassed;
            Console.WriteLine($"\n{goal.Id} {(goalPassed ? "PASS" : "FAIL")}  {goal.Title}");
            Array.ForEach(verdicts, static verdict => Console.WriteLine($"   {verdict}"));
        }

        Console.WriteLine($"\n{GoalTable.NotCovered}");
        Console.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        return passed ? 0 : 1;
    }

    private static IReadOnlyList<Goal> Select(CommandLine line)
    {
        foreach (string id in line.Only)
        {
            if (GoalTable.All.All(goal => goal.Id != id))
            {
                throw new ArgumentException($"There is no goal '{id}'; there are {string.Join(", ", GoalTable.All.Select(static goal => goal.Id))}.");
            }
        }

        return [.. GoalTable.All.Where(goal => line.Only.Count > 0 ? line.Only.Contains(goal.Id) : !line.IsQuick || goal.IsQuick)];
    }
}
