using System.Diagnostics;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Groups;

/// <summary>The process of the only server is killed and started again, over and over.</summary>
internal static class KilledServer
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    public static readonly Scenario Scenario = new("C-serverkill", "200 calls/s, half of them idempotent, deadline 8 s", "kill -9 of the server process × 15, started again at once", RunAsync) { Limit = TimeSpan.FromSeconds(90) };

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        ServerProcess server = cell.Own(new ServerProcess(cell.Broker.Uri, "server", Path.GetTempFileName(), "probe"));
        await server.StartAsync();
        MqttRpcConnection caller = await cell.ConnectAsync("caller");
        IProbe client = caller.CreateClient<IProbe>().WithOptions(static options => options with { Timeout = Deadline });
        await client.RepeatableAsync(0, 0, 0);
        List<long> kills = [];
        bool idempotent = false;
        await using (new OpenLoop(200, () =>
        {
            idempotent = !idempotent;
            _ = cell.Calls.StartAsync(idempotent, Deadline, idempotent
                ? (id, nonce) => client.RepeatableAsync(id, nonce, 10)
                : (id, nonce) => client.OnceAsync(id, nonce, 10));
        }))
        {
            for (int i = 0; i < run.Count(15, 3); i++)
            {
                await Task.Delay(600);
                kills.Add(Stopwatch.GetTimestamp());
                server.Kill();
                await server.StartAsync();
            }

            await Task.Delay(600);
        }

        await cell.Calls.WhenAllEndedAsync(Deadline * 2);
        Checker.Check(run, [cell.Calls], LedgerFile.Read([server.LedgerFile]));
        Judge(run, cell.Calls, kills);
        run.Require(caller.Statistics.PendingCalls == 0, "calls are still pending");
    }

    /// <summary>Idempotent calls succeed; the others succeed, or say within a second of the server's end that they may have run.</summary>
    private static void Judge(Run run, CallerLedger calls, IReadOnlyList<long> kills)
    {
        CallRecord[] failed = [.. calls.Calls.Where(static call => call.HasEnded && !call.Ok)];
        int idempotent = failed.Count(static call => call.Idempotent);
        double latest = failed.Where(static call => !call.Idempotent).Select(AfterKill).DefaultIfEmpty().Max();
        run.Figure($"kills {kills.Count}, idempotent failed {idempotent}, others failed {failed.Length - idempotent}, the latest {latest * 1000:0} ms after a kill");
        run.Require(idempotent == 0, $"{idempotent} idempotent calls failed");
        run.Require(latest <= 2, $"a call ended {latest * 1000:0} ms after its server");

        double AfterKill(CallRecord call) => kills.Where(kill => kill < call.EndedAt && kill > call.Started)
            .Select(kill => Stopwatch.GetElapsedTime(kill, call.EndedAt).TotalSeconds)
            .DefaultIfEmpty().Min();
    }
}
