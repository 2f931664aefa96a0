using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>A request is planted as a retained message, which brokers hand out at every subscription.</summary>
internal static class RetainedRequests
{
    public static readonly Scenario Scenario = new("C-retained", "none", "a retained request, and 20 subscriptions to it; 20 from a broker that ignores Retain Handling", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync();
        RawClient raw = await cell.ConnectRawAsync("raw");
        await raw.PublishAsync(RawRequest.Of("once", -1, "raw") with { Retain = true, ExpirySeconds = 600 });
        for (int i = 0; i < 20; i++)
        {
            MqttRpcConnection server = await cell.ConnectAsync($"server-{i}");
            await server.ServeAsync<IProbe>(cell.Probe);
        }

        await Task.Delay(300);
        var broker = new InMemoryBroker();
        var executions = new ServerLedger();
        await using (MqttRpcConnection direct = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker, ClientId = "direct" }))
        {
            await direct.ServeAsync<IProbe>(new Probe(executions));
            for (int i = 0; i < 20; i++)
            {
                broker.Inject(RawRequest.Of("once", -10 - i, "raw") with { Retain = true });
            }

            await Task.Delay(300);
            run.Require(direct.Statistics.DroppedRequests == 20, $"{direct.Statistics.DroppedRequests} of 20 were counted as dropped");
        }

        run.Figure($"executions {cell.Executions.Total} and {executions.Total}");
        run.Require(cell.Executions.Total == 0 && executions.Total == 0, "a retained request ran");
    }
}
