using System.Text;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Handlers;

/// <summary>Handlers throw, thousands of times: each caller hears it, nothing of the exception leaves, and the service goes on.</summary>
internal static class ThrowingHandlers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static readonly Scenario Scenario = new("C-throw", "10,000 calls", "each handler throws, with a secret in the exception", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        IProbe client = cell.Client(Deadline);
        byte[] secret = Encoding.UTF8.GetBytes(Probe.Secret);
        int leaks = 0;
        cell.ServerProxy.Tap = (_, packet) =>
        {
            if (packet.Bytes.AsSpan().IndexOf(secret) >= 0)
            {
                Interlocked.Increment(ref leaks);
            }
        };

        int calls = run.Count(10_000, 2_000);
        await Latencies.MeasureAsync(calls, 50, () => cell.Calls.StartAsync(false, Deadline, (id, nonce) => client.FailAsync(id, nonce)));
        Verdict verdict = await cell.CheckAsync(run, Deadline, allOk: false);
        int typed = cell.Calls.Calls.Count(static call => call.Status == RpcStatus.Internal && call.Execution == RpcExecution.Executed);
        run.Require(verdict.Started == calls && typed == calls, $"{typed} of {calls} say Internal, Executed");
        run.Require(leaks == 0, $"the secret was on the wire {leaks} times");
        Latencies after = await Latencies.MeasureAsync(100, 1, () => client.OnceAsync(0, Nonce.For(0), 0).AsTask());
        run.Figure($"secret on the wire {leaks}; good calls afterwards p99 {after.P99:0.0} ms");
        run.Require(after.P99 < Noise.Room(20).TotalMilliseconds, $"good calls afterwards take {after.P99:0} ms");
    }
}
