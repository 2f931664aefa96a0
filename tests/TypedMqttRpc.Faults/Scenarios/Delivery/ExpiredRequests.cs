using System.Diagnostics;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>Requests wait past their deadline, in the server's queue and in the broker's. None of them may still start.</summary>
internal static class ExpiredRequests
{
    /// <summary>For the broker 1.2 s are 2 s, and it counts in whole seconds.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1.8);

    public static readonly Scenario Scenario = new("C-expiry", "40 calls of 100 ms, one at a time; 10 calls while the server is away 2.5 s", "their deadline of 1.2 s passes in a queue", run => RunAsync(run, whileAway: 10)) { Quiet = true };

    /// <summary>
    /// More than the 20 that Mosquitto keeps in flight: when all of those have expired, it sends nothing that is queued behind them until
    /// something else is acknowledged.
    /// </summary>
    public static readonly Scenario Behind = new("C-expiry-queue", "the same, 40 calls while the server is away", "what is queued behind expired requests", run => RunAsync(run, whileAway: 40)) { Quiet = true, InShort = false };

    private static async Task RunAsync(Run run, int whileAway)
    {
        var deadline = TimeSpan.FromSeconds(1.2);
        await using Cell cell = await Cell.StartAsync(serve: static options => options.MaxConcurrentCalls = 1, caller: static options => options.Timeout = TimeSpan.FromSeconds(20));
        IProbe client = cell.Client(deadline);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => cell.CallOnceAsync(client, deadline, workMs: 100)));
        int inQueue = cell.Executions.Total;
        run.Require(inQueue is > 3 and < 20, $"{inQueue} of 40 started, where about 12 have the time");

        await Task.Delay(2_000);
        cell.ServerProxy.Refuse = true;
        cell.ServerProxy.ResetAll();
        await Task.Delay(100);
        Task away = Task.WhenAll(Enumerable.Range(0, whileAway).Select(_ => cell.CallOnceAsync(client, deadline)));
        await Task.Delay(2_500);
        cell.ServerProxy.Refuse = false;
        await away;

        // The server is back when a call succeeds; what the broker has kept for it came before that.
        IProbe patient = cell.Client(TimeSpan.FromSeconds(20));
        bool isBack = false;
        for (int i = 0; i < 10 && !isBack; i++)
        {
            isBack = (await cell.CallOnceAsync(patient, TimeSpan.FromSeconds(20))).Ok;
        }

        run.Require(isBack, "the server did not come back");
        await cell.CheckAsync(run, TimeSpan.FromSeconds(5), allOk: false);

        TimeSpan latest = cell.Calls.Calls
            .Where(call => cell.Executions.LastStart(call.Id) != 0)
            .Max(call => Stopwatch.GetElapsedTime(call.Started, cell.Executions.LastStart(call.Id)) - call.Deadline);
        run.Figure($"started from the queue {inQueue} of 40, all in all {cell.Executions.Total} of {cell.Calls.Calls.Count}; latest start {latest.TotalMilliseconds:0} ms after its deadline");
        run.Require(latest <= Grain, $"a call started {latest.TotalMilliseconds:0} ms after its deadline");
    }
}
