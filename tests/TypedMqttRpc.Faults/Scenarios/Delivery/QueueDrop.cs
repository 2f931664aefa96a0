using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>The broker's queue for a stalled server is full: it acknowledges further requests and throws them away. Their calls end all the same.</summary>
internal static class QueueDrop
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public static readonly Scenario Scenario = new("C-queuedrop", "1,500 calls, deadline 5 s", "the server's connection stalls for 2 s, default Mosquitto", RunAsync) { Quiet = true, InShort = false };

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(Deadline);
        await cell.CallOnceAsync(client, Deadline);
        cell.ServerProxy.StallDown = true;
        Task calls = Task.WhenAll(Enumerable.Range(0, 1_500).Select(_ => cell.CallOnceAsync(client, Deadline)));
        await Task.Delay(2_000);
        cell.ServerProxy.StallDown = false;
        await calls;
        Verdict verdict = await cell.CheckAsync(run, Deadline, allOk: false);
        run.Require(verdict.Ok >= 1_000, $"only {verdict.Ok} of 1,501 succeeded, although the broker keeps a thousand");
        run.Require((await cell.CallOnceAsync(client, Deadline)).Ok, "the next call failed");
    }
}
