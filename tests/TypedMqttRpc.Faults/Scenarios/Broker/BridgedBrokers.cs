using System.Diagnostics;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Broker;

/// <summary>
/// The caller's broker and the server's are two, joined by a bridge. One that speaks MQTT 5 carries calls; the usual one of Mosquitto speaks
/// MQTT 3.1.1 and drops where the answer should go, which the server's log must say.
/// </summary>
internal static class BridgedBrokers
{
    private const int Dropped = 302;
    private const int Calls = 100;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortDeadline = TimeSpan.FromSeconds(2);

    public static readonly Scenario Scenario = new("C-bridge", "100 calls from one broker to another", "a bridge of MQTT 5, and one of MQTT 3.1.1 that drops the Response Topic", RunAsync)
    {
        Quiet = true,
    };

    private static Task RunAsync(Run run) => Task.WhenAll(CallOverMqtt5Async(run), CallOverMqtt3Async(run));

    private static async Task CallOverMqtt5Async(Run run)
    {
        await using Cell far = await Cell.StartAsync();
        await using Cell near = await BridgeAsync(far, "bridge_protocol_version mqttv50");
        MqttRpcConnection caller = await near.ConnectAsync("near");
        IProbe client = caller.CreateClient<IProbe>();
        var calls = new CallerLedger();
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => calls.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 0))));
        Verdict verdict = Checker.CheckAllOk(run, [calls], far.Executions.Executions);
        run.Figure($"answered over MQTT 5: {verdict.Ok} of {Calls}");
    }

    private static async Task CallOverMqtt3Async(Run run)
    {
        using var log = new LogRecorder();
        await using Cell far = await Cell.StartAsync(server: options => options.LoggerFactory = log);
        await using Cell near = await BridgeAsync(far);
        MqttRpcConnection caller = await near.ConnectAsync("near");
        IProbe client = caller.CreateClient<IProbe>().WithOptions(static options => options with { Timeout = ShortDeadline });
        var calls = new CallerLedger();
        long begin = Stopwatch.GetTimestamp();
        Task<CallRecord> call = calls.StartAsync(false, ShortDeadline, (id, nonce) => client.OnceAsync(id, nonce, 0));
        await Waiting.UntilAsync(() => log.CountOf(Dropped) > 0, "a line in the server's log");
        TimeSpan named = Stopwatch.GetElapsedTime(begin);
        await call;
        Checker.Check(run, [calls], far.Executions.Executions);
        run.Figure($"over MQTT 3.1.1 named after {named.TotalMilliseconds:0} ms");
        run.Require(named < TimeSpan.FromSeconds(1), $"the log named it only after {named.TotalMilliseconds:0} ms");
        run.Require(
            log.Warnings.Any(static line => line.Contains("Response Topic is missing", StringComparison.Ordinal) && line.Contains("bridge_protocol_version mqttv50", StringComparison.Ordinal)),
            $"the log does not say what to set: {log.Warnings.FirstOrDefault()}");
        run.Require(far.Executions.Executions.Count == 0, "a call ran whose answer nobody can get");
    }

    /// <summary>A broker that hands requests on to another one, and gets their answers; returns when both ways are open.</summary>
    private static async Task<Cell> BridgeAsync(Cell far, params string[] lines)
    {
        Cell near = await Cell.StartBrokerAsync(new MosquittoOptions
        {
            Lines =
            [
                "connection far",
                $"address 127.0.0.1:{far.Broker.Port}",
                "remote_clientid bridge",
                "cleansession true",
                "notifications false",
                "restart_timeout 1 1",

                // Each topic goes one way only, so that nothing can go in circles.
                "topic faults/probe/# out 1",
                "topic _rpc/gone/near out 1",
                "topic _rpc/services/# in 1",
                "topic _rpc/gone/server in 1",
                "topic clients/near/r/# in 1",
                .. lines,
            ],
        });

        // Its last subscription is the one to the answers.
        await far.Broker.SaysAsync("bridge 1 clients/near/r/#");
        return near;
    }
}
