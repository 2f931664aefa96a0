using System.Diagnostics;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Network;

/// <summary>Everything vanishes on its way, both ways, and no side closes anything: a lost route, a router that forgot.</summary>
internal static class HalfOpen
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FoundWithin = TimeSpan.FromSeconds(7.5);

    public static readonly Scenario Scenario = new("C-halfopen", "idle; 50 calls/s at QoS 0; 50 calls/s at QoS 1", "black hole both ways", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        double[] found = await Task.WhenAll(MeasureAsync(run, null), MeasureAsync(run, 0), MeasureAsync(run, 1));
        run.Figure($"found after {found[0]:0.0} s idle, {found[1]:0.0} s at QoS 0, {found[2]:0.0} s at QoS 1");
        run.Require(found.All(static seconds => seconds <= FoundWithin.TotalSeconds), "a dead connection was not found within 7.5 s");
    }

    private static async Task<double> MeasureAsync(Run run, int? qos)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Caller.CreateClient<IProbe>().WithOptions(options => options with { Timeout = Deadline, Qos = qos });
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cell.Caller.StateChanged += (_, change) =>
        {
            if (change.State == MqttRpcConnectionState.Reconnecting)
            {
                lost.TrySetResult();
            }
        };

        // The first call shows that all is well before it is not.
        await cell.CallOnceAsync(client, Deadline);
        double seconds;
        await using (new OpenLoop(qos is null ? 0 : 50, () => _ = cell.CallOnceAsync(client, Deadline)))
        {
            await Task.Delay(500);
            long begin = Stopwatch.GetTimestamp();
            cell.CallerProxy.BlackHoleUp = cell.CallerProxy.BlackHoleDown = true;
            await lost.Task.WaitAsync(Deadline);
            seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            cell.CallerProxy.BlackHoleUp = cell.CallerProxy.BlackHoleDown = false;
            await cell.CallOnceAsync(client, Deadline);
        }

        await cell.CheckAsync(run, Deadline * 2, allOk: true);
        return seconds;
    }
}
