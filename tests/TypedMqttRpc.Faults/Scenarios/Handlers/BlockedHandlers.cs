using System.Diagnostics;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Handlers;

/// <summary>A handler that blocks its thread delays neither other calls nor reconnects.</summary>
internal static class BlockedHandlers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static readonly Scenario OtherCalls = new("C-block", "1,000 calls", "one handler blocks its thread for ever", OtherCallsAsync);

    public static readonly Scenario Reconnect = new("C-block-reconnect", "one call after each cut", "a blocked handler, and the server's connection is reset × 5", ReconnectAsync);

    private static async Task OtherCallsAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        IProbe client = cell.Client(Deadline);
        await Latencies.MeasureAsync(200, 10, () => client.OnceAsync(0, 0, 0).AsTask());
        Latencies before = await Latencies.MeasureAsync(999, 10, () => cell.CallOnceAsync(client, Deadline));
        Task blocked = client.BlockAsync().AsTask();
        while (cell.Probe.Blocked == 0)
        {
            await Task.Delay(5);
        }

        Latencies during = await Latencies.MeasureAsync(999, 10, () => cell.CallOnceAsync(client, Deadline));
        run.Figure($"p99 {before.P99:0.0} ms before, {during.P99:0.0} ms with it");
        run.Require(during.P99 <= Math.Max(3 * before.P99, Noise.Room(10).TotalMilliseconds), "the others had to wait");
        run.Require(cell.Probe.Blocked == 1, "the blocked handler did not block all the time");
        cell.Probe.Unblock();
        await blocked;
        await cell.CheckAsync(run, Deadline, allOk: true);
    }

    private static async Task ReconnectAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        IProbe client = cell.Client(Deadline);
        Task blocked = client.BlockAsync().AsTask();
        while (cell.Probe.Blocked == 0)
        {
            await Task.Delay(5);
        }

        TimeSpan longest = TimeSpan.Zero;
        for (int i = 0; i < 5; i++)
        {
            cell.ServerProxy.ResetAll();
            long begin = Stopwatch.GetTimestamp();
            CallRecord call = await cell.CallOnceAsync(client, Deadline);
            longest = Stopwatch.GetElapsedTime(begin) is var took && took > longest ? took : longest;

            // Connections that last a moment only look like a quarrel over the client id.
            await Task.Delay(300);
        }

        run.Figure($"next call after {longest.TotalMilliseconds:0} ms at most");
        run.Require(longest < TimeSpan.FromSeconds(1) * 2, $"a call waited {longest.TotalMilliseconds:0} ms for the reconnect");
        cell.Probe.Unblock();
        await blocked;
        await cell.CheckAsync(run, Deadline, allOk: true);
    }
}
