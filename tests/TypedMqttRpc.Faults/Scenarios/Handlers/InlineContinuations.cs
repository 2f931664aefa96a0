using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Handlers;

/// <summary>A caller blocks right after its await. If that ran where messages are received, nobody else would get an answer.</summary>
internal static class InlineContinuations
{
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(2);

    public static readonly Scenario Scenario = new("C-inline", "200 calls", "one caller blocks for 2 s after its await", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        IProbe client = cell.Client(TimeSpan.FromSeconds(10));
        await client.OnceAsync(0, 0, 0);
        var blocking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task blocked = BlockAfterCallAsync();
        await blocking.Task;
        Latencies others = await Latencies.MeasureAsync(200, 4, () => client.OnceAsync(0, 0, 0).AsTask());
        run.Figure($"others p99 {others.P99:0.0} ms, max {others.Max:0.0} ms");
        run.Require(others.Max < Block.TotalMilliseconds / 2, "others waited for the one that blocks");
        await blocked;

        async Task BlockAfterCallAsync()
        {
            await client.OnceAsync(0, 0, 50).ConfigureAwait(false);
            blocking.SetResult();
            Thread.Sleep(Block);
        }
    }
}
