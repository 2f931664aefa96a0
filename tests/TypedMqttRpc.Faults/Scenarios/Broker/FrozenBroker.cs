using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Broker;

/// <summary>The broker stops for a second with all connections open, as when its machine is busy.</summary>
internal static class FrozenBroker
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    public static readonly Scenario Scenario = new("C-freeze", "300 calls/s", "SIGSTOP of the broker for 1 s × 5", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(Deadline);
        await using (new OpenLoop(300, () => _ = cell.CallOnceAsync(client, Deadline)))
        {
            for (int i = 0; i < run.Count(5, 1); i++)
            {
                await Task.Delay(300);
                cell.Broker.Freeze();
                await Task.Delay(1_000);
                cell.Broker.Thaw();
                await Task.Delay(300);
            }
        }

        await cell.CheckAsync(run, Deadline * 2, allOk: true);
        run.Require(cell.CallerProxy.Accepted == 1, $"the caller connected {cell.CallerProxy.Accepted} times, although a second is no reason to");
    }
}
