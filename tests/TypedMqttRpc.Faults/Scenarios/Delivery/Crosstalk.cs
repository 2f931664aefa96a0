using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>Each answer belongs to its call.</summary>
internal static class Crosstalk
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static readonly Scenario Scenario = new("C-crosstalk", "50,000 calls, 200 at a time", "none", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        IProbe client = cell.Client(Deadline);
        await Latencies.MeasureAsync(run.Count(50_000, 10_000), 200, () => cell.CallOnceAsync(client, Deadline));
        await cell.CheckAsync(run, Deadline, allOk: true);
    }
}
