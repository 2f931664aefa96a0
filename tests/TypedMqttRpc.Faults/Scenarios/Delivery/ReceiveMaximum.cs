using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>The broker allows few unacknowledged messages: MQTT 5.0 section 4.9. The proxies count them.</summary>
internal static class ReceiveMaximum
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static readonly Scenario Scenario = new("C-recvmax", "500 calls at one time", "Receive Maximum 1, 10, 20", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        foreach (int maximum in new[] { 1, 10, 20 })
        {
            await using Cell cell = await Cell.StartAsync(new() { Lines = [$"max_inflight_messages {maximum}", "set_tcp_nodelay true"] });
            IProbe client = cell.Client(Deadline);
            await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => cell.CallOnceAsync(client, Deadline)));
            await cell.CheckAsync(run, Deadline, allOk: true);
            int seen = Math.Max(cell.CallerProxy.Counts.MaxInFlight, cell.ServerProxy.Counts.MaxInFlight);
            run.Figure($"in flight {seen} of {maximum}");
            run.Require(seen <= maximum, $"{seen} in flight where {maximum} are allowed");
            run.Require(seen >= Math.Min(maximum, 5), $"only {seen} in flight: the load did not reach the limit of {maximum}");
        }
    }
}
