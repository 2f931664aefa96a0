using System.Diagnostics;
using TypedMqttRpc.Faults.Ledger;

namespace TypedMqttRpc.Faults.Runner;

/// <summary>Runs scenarios and prints a line for each as it ends.</summary>
internal sealed class ScenarioRunner(CommandLine arguments)
{
    private const int QuietAtOneTime = 6;

    private readonly Lock _printing = new();

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(IReadOnlyList<Scenario> scenarios)
    {
        UnobservedExceptions.Watch();
        List<ScenarioResult> results = [];
        foreach (Scenario scenario in scenarios.Where(static scenario => !scenario.Quiet))
        {
            results.Add(Print(await RunAloneAsync(scenario)));
        }

        Scenario[] quiet = [.. scenarios.Where(static scenario => scenario.Quiet)];
        var before = Leftovers.Now();
        await Parallel.ForEachAsync(quiet, new ParallelOptions { MaxDegreeOfParallelism = QuietAtOneTime }, async (scenario, _) =>
        {
            ScenarioResult result = Print(await RunOneAsync(scenario, static _ => Task.CompletedTask));
            lock (_printing)
            {
                results.Add(result);
            }
        });

        if (quiet.Length > 0)
        {
            var together = new Scenario("C-leftovers", "the scenarios that ran side by side", "their end", static _ => Task.CompletedTask);
            results.Add(Print(await RunOneAsync(together, run => CheckLeftoversAsync(run, before))));
        }

        return results;
    }

    private Task<ScenarioResult> RunAloneAsync(Scenario scenario)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _ = UnobservedExceptions.Take();
        var before = Leftovers.Now();
        return RunOneAsync(scenario, run => CheckLeftoversAsync(run, before));
    }

    private async Task<ScenarioResult> RunOneAsync(Scenario scenario, Func<Run, Task> afterwards)
    {
        var run = new Run(arguments.Short, arguments.Seed) { Repetitions = arguments.Kills };
        long begin = Stopwatch.GetTimestamp();
        try
        {
            await scenario.Body(run).WaitAsync(arguments.Limit ?? scenario.Limit);
            await afterwards(run);
        }
        catch (TimeoutException)
        {
            run.Require(false, "the scenario did not end in time");
        }
        catch (Exception failure)
        {
            run.Require(false, failure.ToString());
        }

        return new ScenarioResult(scenario, Stopwatch.GetElapsedTime(begin), run.Figures, run.Failures);
    }

    private static async Task CheckLeftoversAsync(Run run, Leftovers before)
    {
        Leftovers after = await before.SettleAsync();
        run.Require(after.Handles <= before.Handles, $"{after.Handles - before.Handles} handles are left: {Leftovers.Describe()}");
        run.Require(after.Timers <= before.Timers, $"{after.Timers - before.Timers} timers are left: {LiveTimers.Describe()}");
        IReadOnlyList<Exception> unobserved = UnobservedExceptions.Take();
        run.Require(unobserved.Count == 0, $"{unobserved.Count} exceptions were not observed: {unobserved.FirstOrDefault()}");
    }

    private ScenarioResult Print(ScenarioResult result)
    {
        lock (_printing)
        {
            Console.WriteLine(result);
        }

        return result;
    }
}
