using System.Collections.Concurrent;
using System.Diagnostics;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Broker;

/// <summary>
/// A broker comes back with its sessions, without them, or with sessions that have lost their subscriptions: what it says of a session
/// proves nothing, and the next call succeeds.
/// </summary>
internal static class RestartMatrix
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly (string Name, string[] Lines)[] Modes =
    [
        ("none", []),
        ("at stop", ["persistence true"]),
        ("every second", ["persistence true", "autosave_interval 1"]),
    ];

    public static readonly Scenario Scenario = new("C-restart-matrix", "50 calls/s, 1 server, 1 caller", "3 persistence modes × TERM and KILL", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        ConcurrentBag<TimeSpan> back = [];
        foreach ((string name, string[] lines) in Modes)
        {
            await RunModeAsync(run, name, lines, back);
        }

        run.Figure($"next call after {back.Max().TotalMilliseconds:0} ms at most, {back.Count} of 6");
    }

    private static async Task RunModeAsync(Run run, string name, string[] lines, ConcurrentBag<TimeSpan> back)
    {
        await using Cell cell = await Cell.StartAsync(new() { Lines = lines });
        IProbe client = cell.Client(Deadline);
        await using (new OpenLoop(50, () => _ = cell.CallOnceAsync(client, Deadline)))
        {
            foreach (bool kill in new[] { false, true })
            {
                // Longer than the shortest autosave, so that it has something to lose.
                await Task.Delay(1_200);
                if (kill)
                {
                    cell.Broker.Kill();
                }
                else
                {
                    await cell.Broker.StopAsync();
                }

                await cell.Broker.StartAgainAsync();
                long begin = Stopwatch.GetTimestamp();
                bool ok = (await cell.CallOnceAsync(client, Deadline)).Ok;
                TimeSpan took = Stopwatch.GetElapsedTime(begin);
                back.Add(took);
                run.Require(ok && took < TimeSpan.FromSeconds(2), $"{name}, {(kill ? "KILL" : "TERM")}: the next call took {took.TotalMilliseconds:0} ms");
            }
        }

        await cell.CheckAsync(run, Deadline * 2, allOk: true);
    }
}
