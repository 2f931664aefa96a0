using System.Security.Cryptography;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Pressure;

/// <summary>A foreign caller sends more requests than a server remembers: nothing that is remembered is forgotten for it, and others are served.</summary>
internal static class DuplicateCap
{
    private const int Requests = 200_000;

    public static readonly Scenario Scenario = new("C-dedupcap", "200,000 requests of one foreign caller, and one call of another", "each has another id and lives for 5 minutes", RunAsync);

    private static async Task RunAsync(Run run)
    {
        int busy = 0;
        int ok = 0;
        int others = 0;
        var network = new DirectNetwork(message =>
        {
            string? status = message.UserProperties?.Find(static property => property.Key == "__stat").Value;
            if (message.Topic.StartsWith("clients/flood/", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref status == "429" ? ref busy : ref ok);
            }
            else if (message.Topic.StartsWith("clients/polite/", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref others);
            }
        });
        var executions = new ServerLedger();
        await using MqttRpcConnection server = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = network, ClientId = "server" });
        await server.ServeAsync<IProbe>(new Probe(executions));
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        byte[] first = [];
        for (int i = 0; i < Requests; i++)
        {
            byte[] correlation = RandomNumberGenerator.GetBytes(12);
            first = i == 0 ? correlation : first;

            // One id in the ledger for all, so that the ledger is not what grows.
            network.Deliver(RawRequest.Of("once", -1, "flood") with { CorrelationData = correlation, ExpirySeconds = 300 });
            if (i % 1_000 == 0)
            {
                // What runs must end before more is sent, or it is the queue that refuses.
                await UntilAsync(() => Volatile.Read(ref ok) + Volatile.Read(ref busy) > i);
            }
        }

        await UntilAsync(() => Volatile.Read(ref ok) + Volatile.Read(ref busy) >= Requests);
        double growth = (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1048576.0;
        int ran = executions.Total;
        network.Deliver(RawRequest.Of("once", -1, "flood") with { CorrelationData = first, ExpirySeconds = 300 });
        network.Deliver(RawRequest.Of("once", -2, "polite"));
        await UntilAsync(() => Volatile.Read(ref others) == 1 && Volatile.Read(ref ok) == ran + 1);
        run.Figure($"ran {ran}, refused {busy}, heap {growth:+0.0;-0.0} MiB");
        run.Require(ran == ok - 1, $"{ran} ran, {ok - 1} were answered");
        run.Require(ran == 50_000, $"{ran} ran, where one caller may fill half of 100,000 places");
        run.Require(growth <= 64, $"the heap grew by {growth:0} MiB");
        run.Require(executions.Executions.GetValueOrDefault(-2) == 1, "another caller was not served");
        run.Require(executions.Executions[-1] == ran, "the oldest request was forgotten: its repetition ran");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 2_000 && !condition(); i++)
        {
            await Task.Delay(5);
        }
    }
}
