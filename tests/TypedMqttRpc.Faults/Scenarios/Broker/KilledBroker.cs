using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Broker;

/// <summary>A broker without persistence is killed and started again, over and over, while calls go on.</summary>
internal static class KilledBroker
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    public static readonly Scenario Resume = new("C-kill9", "500 calls/s, deadline 3 s", "kill -9 and restart of a broker without persistence × 50", ResumeAsync)
    {
        Limit = TimeSpan.FromSeconds(90),
    };

    public static readonly Scenario FailFast = new("C-kill9-failfast", "500 calls/s, fail fast", "the same × 20", FailFastAsync);

    private static async Task ResumeAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(Deadline);
        int kills = run.Repetitions ?? run.Count(50, 5);
        await using (new OpenLoop(500, () => _ = cell.CallOnceAsync(client, Deadline, workMs: 20), atMost: int.MaxValue))
        {
            await KillAsync(cell, kills, run.Random);
        }

        await cell.CheckAsync(run, Deadline * 3, allOk: true);
        run.Figure($"kills {kills}");
    }

    private static async Task FailFastAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(Deadline);
        int kills = run.Count(20, 3);
        await using (new OpenLoop(500, () => _ = cell.Calls.StartAsync(idempotent: false, Deadline, (id, nonce) => client.FailFastAsync(id, nonce, 20))))
        {
            await KillAsync(cell, kills, run.Random);
        }

        Verdict verdict = await cell.CheckAsync(run, Deadline * 3, allOk: false);
        run.Figure($"kills {kills}");
        run.Require(verdict.OkShare > 50, "most calls failed, although the broker was up most of the time");
    }

    private static async Task KillAsync(Cell cell, int kills, Random random)
    {
        await Task.Delay(200);
        for (int i = 0; i < kills; i++)
        {
            cell.Broker.Kill();
            await Task.Delay(random.Next(0, 60));
            await cell.Broker.StartAgainAsync();
            await Task.Delay(350);
        }

        // The last restart has calls to carry, too.
        await Task.Delay(500);
    }
}
