using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Pressure;

/// <summary>After very many calls a process holds what it held before.</summary>
internal static class Leak
{
    public static readonly Scenario Scenario = new("C-leak", "200,000 calls, 200 at a time", "none", RunAsync) { Limit = TimeSpan.FromSeconds(90) };

    private static async Task RunAsync(Run run)
    {
        // Without proxies, which would take longer than the calls.
        await using Cell cell = await Cell.StartBrokerAsync(Cell.NoDelay);
        MqttRpcConnection server = await cell.ConnectAsync("server");
        await server.ServeAsync<IProbe>(new Probe(new ServerLedger()));
        MqttRpcConnection caller = await cell.ConnectAsync("caller");
        IProbe client = caller.CreateClient<IProbe>();
        int wrong = 0;

        // Pools and tables grow to the size of the load once; that is no leak.
        await CallAsync(20_000);
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        await CallAsync(run.Count(200_000, 20_000));
        double growth = (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1048576.0;
        run.Figure($"heap {growth:+0.00;-0.00} MiB, wrong answers {wrong}, pending {caller.Statistics.PendingCalls}");
        run.Require(growth <= 1, $"the heap grew by {growth:0.0} MiB");
        run.Require(wrong == 0, $"{wrong} answers were wrong");
        run.Require(caller.Statistics.PendingCalls == 0, "calls are still pending");

        Task CallAsync(int calls)
        {
            int left = calls;
            return Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
            {
                // Few ids, so that the ledger is not what grows.
                for (int id; (id = Interlocked.Decrement(ref left)) >= 0;)
                {
                    id %= 100;
                    wrong += await client.OnceAsync(id, Nonce.For(id), 0) == Nonce.Answer(id, Nonce.For(id)) ? 0 : 1;
                }
            }));
        }
    }
}
