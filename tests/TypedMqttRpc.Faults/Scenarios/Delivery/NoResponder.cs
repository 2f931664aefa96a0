using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>Nobody serves: callers hear it long before their deadline, also where the broker cannot tell because a monitor listens to everything.</summary>
internal static class NoResponder
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    public static readonly Scenario Scenario = new("C-noresponder", "100 calls, deadline 8 s", "no server", run => RunAsync(run, withMonitor: false)) { Quiet = true };

    public static readonly Scenario WithMonitor = new("C-noresponder-#", "100 calls, deadline 8 s", "the only server has stopped, and a monitor subscribes to #", run => RunAsync(run, withMonitor: true)) { Quiet = true };

    private static async Task RunAsync(Run run, bool withMonitor)
    {
        // The grace is a second; a service that was there gets a little longer to come back.
        TimeSpan limit = withMonitor ? TimeSpan.FromSeconds(3) : TimeSpan.FromSeconds(1.5);
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(Deadline);
        if (withMonitor)
        {
            await cell.CallOnceAsync(client, Deadline);
            RawClient monitor = await cell.ConnectRawAsync("monitor");
            await monitor.SubscribeAsync("#");
        }

        await cell.Server.DisposeAsync();
        CallRecord[] calls = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => cell.CallOnceAsync(client, Deadline)));
        await cell.CheckAsync(run, Deadline, allOk: false);

        // Where a monitor takes every message, nobody can tell that no server did: announcements are a hint, and "NotExecuted" is never a guess.
        RpcExecution expected = withMonitor ? RpcExecution.Unknown : RpcExecution.NotExecuted;
        int typed = calls.Count(call => call.Status == RpcStatus.Unavailable && call.Execution == expected);
        TimeSpan longest = calls.Max(static call => call.Took);
        run.Require(typed == 100, $"{100 - typed} of 100 do not say Unavailable, {expected}");
        run.Require(longest <= limit, $"one took {longest.TotalMilliseconds:0} ms");
    }
}
