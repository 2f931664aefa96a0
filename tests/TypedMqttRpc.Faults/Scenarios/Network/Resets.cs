using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Network;

/// <summary>The connection of one side is reset again and again, while calls go on.</summary>
internal static class Resets
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Connections that are lost within a quarter of a second, several in a row, look like a quarrel over the client id, which is another scenario.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    public static readonly Scenario OfCaller = new("C-reset-caller", "500 calls/s", "RST of the caller's connection × 40", run => RunAsync(run, static cell => cell.CallerProxy));

    public static readonly Scenario OfServer = new("C-reset-server", "500 calls/s", "RST of the server's connection × 40", run => RunAsync(run, static cell => cell.ServerProxy));

    private static async Task RunAsync(Run run, Func<Cell, FaultProxy> side)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(Deadline);
        int resets = run.Count(40, 6);
        await using (new OpenLoop(500, () => _ = cell.CallOnceAsync(client, Deadline, workMs: 10)))
        {
            for (int i = 0; i < resets; i++)
            {
                await Task.Delay(Interval);
                side(cell).ResetAll();
            }

            await Task.Delay(Interval);
        }

        await cell.CheckAsync(run, Deadline * 2, allOk: true);
        var latencies = new Latencies();
        foreach (var call in cell.Calls.Calls)
        {
            latencies.Add(call.Took);
        }

        run.Figure($"p99 {latencies.P99:0} ms");
        run.Require(latencies.P99 < 500, $"p99 is {latencies.P99:0} ms");
        run.Require(side(cell).Accepted > resets, "the connection was not made again after each reset");
    }
}
