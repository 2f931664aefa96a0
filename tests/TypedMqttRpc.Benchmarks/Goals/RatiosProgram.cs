using System.Diagnostics;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.Benchmarks.Output;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>Measures what the wanted goals need, and says which of them are met.</summary>
internal static class RatiosProgram
{
    public static async Task<int> RunAsync(RatiosArguments arguments)
    {
        IReadOnlyList<Goal> goals = Select(arguments);
        Round[] perspective = arguments.IsQuick || arguments.Only.Count > 0 ? [] : [.. GoalTable.Perspective];
        Report report = new(Console.Out, arguments.JsonFile);
        long started = Stopwatch.GetTimestamp();
        Results results = new();
        await using (Bench bench = new(arguments.Settings))
        {
            RunSettings settings = arguments.Settings;
            Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; {settings.Repetitions} repetitions of {settings.Window.TotalMilliseconds:F0} ms; {await bench.PrepareAsync()}.");
            Console.WriteLine(Estimate.Describe([.. goals.SelectMany(static goal => goal.Rounds), .. perspective], goals.Select(goal => goal.Estimate(settings)), settings));

            RoundRunner runner = new(bench, settings, results);
            foreach (Goal goal in goals)
            {
                await MeasureAsync(goal.Rounds, runner, results, report);
                report.Tell(goal, await goal.JudgeAsync(bench, settings, results));
            }

            await MeasureAsync(perspective, runner, results, report);
        }

        report.Close();
        Console.WriteLine($"Other work disturbed {results.DisturbedWindows} of {results.Windows} windows{(results.DisturbedWindows * 4 > results.Windows ? ": measure again on a quiet machine before you believe a ratio" : null)}.");
        Console.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        return report.AllPassed ? 0 : 1;
    }

    /// <summary>Measures what an earlier goal did not.</summary>
    private static async Task MeasureAsync(IReadOnlyList<Round> rounds, RoundRunner runner, Results results, Report report)
    {
        foreach (Round round in rounds.Where(round => !results.Has(round)))
        {
            await runner.RunAsync(round);
            report.Tell(round, results);
        }
    }

    private static IReadOnlyList<Goal> Select(RatiosArguments arguments)
    {
        string[] known = [.. GoalTable.All.Select(static goal => goal.Id)];
        if (arguments.Only.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"There is no goal '{unknown}'; there are {string.Join(", ", known)}.");
        }

        return [.. GoalTable.All.Where(goal => arguments.Only.Count == 0 || arguments.Only.Contains(goal.Id))];
    }
}
