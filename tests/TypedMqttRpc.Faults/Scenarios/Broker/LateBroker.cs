using System.Diagnostics;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Broker;

/// <summary>The broker is not there when it is needed: connecting waits for it, calls end at their deadline, as not executed.</summary>
internal static class LateBroker
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public static readonly Scenario Scenario = new("C-latebroker", "a first connect; 100 calls, deadline 1 s", "the broker starts 1.5 s late; the broker is down", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        cell.Broker.Kill();
        long begin = Stopwatch.GetTimestamp();
        Task<MqttRpcConnection> connecting = cell.ConnectAsync("early");
        await Task.Delay(1_500);
        await cell.Broker.StartAgainAsync();
        MqttRpcConnection connection = await connecting;
        run.Figure($"connected after {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");

        var executions = new ServerLedger();
        await connection.ServeAsync<IProbe>(new Probe(executions));
        IProbe client = connection.CreateClient<IProbe>().WithOptions(static options => options with { Timeout = Deadline });
        var calls = new CallerLedger();
        run.Require((await calls.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 0))).Ok, "the first call failed");

        cell.Broker.Kill();
        await Task.Delay(200);
        var unsent = new CallerLedger();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => unsent.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 0))))
            .WaitAsync(Deadline * 5);
        Checker.Check(run, [calls, unsent], executions.Executions);
        int typed = unsent.Calls.Count(static call => call.Status == RpcStatus.Unavailable && call.Execution == RpcExecution.NotExecuted);
        run.Require(typed == 100, $"{100 - typed} of 100 calls without a broker do not say Unavailable, NotExecuted");
        run.Require(unsent.Calls.All(static call => call.Took > Deadline * 0.9), "a call ended before its deadline, although the broker might have come");
    }
}
