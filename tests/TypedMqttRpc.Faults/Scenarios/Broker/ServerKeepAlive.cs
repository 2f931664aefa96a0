using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Broker;

/// <summary>The broker wants to hear something more often than the client would say it: MQTT 5.0 section 3.2.2.3.14.</summary>
internal static class ServerKeepAlive
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(32);

    public static readonly Scenario Scenario = new("C-keepalive", "idle for 32 s, keep-alive 60 s", "the broker allows 10 s", RunAsync) { Quiet = true, InShort = false };

    private static async Task RunAsync(Run run)
    {
        static void Slow(MqttRpcOptions options) => options.KeepAlive = TimeSpan.FromSeconds(60);
        await using Cell cell = await Cell.StartAsync(new() { Lines = ["max_keepalive 10"] }, caller: Slow, server: Slow);
        await Task.Delay(Idle);
        int connects = cell.CallerProxy.Accepted + cell.ServerProxy.Accepted;
        run.Figure($"pings {cell.CallerProxy.Counts[Direction.Up, PacketKind.PingReq]}, connections lost {connects - 2}");
        run.Require(connects == 2, $"{connects - 2} connections were lost");
        await cell.CallOnceAsync(cell.Client(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(5));
        await cell.CheckAsync(run, TimeSpan.FromSeconds(10), allOk: true);
    }
}
