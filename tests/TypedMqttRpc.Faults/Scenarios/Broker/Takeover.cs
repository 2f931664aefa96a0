using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Broker;

/// <summary>Two clients with one id take the connection from each other, hundreds of times a second if nobody stops them.</summary>
internal static class Takeover
{
    private const int TakenOver = 106;

    public static readonly Scenario Scenario = new("C-takeover", "two connections with one client id", "both reconnect for 10 s", RunAsync) { Quiet = true, InShort = false };

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        using var log = new LogRecorder();
        var first = cell.Own(new Proxy.FaultProxy(cell.Broker.Port));
        void WithLog(MqttRpcOptions options) => options.LoggerFactory = log;
        await cell.ConnectAsync("same", first.Uri, WithLog);
        await cell.ConnectAsync("same", first.Uri, WithLog);

        // Until it is recognized there is a flurry; what counts is that it ends.
        for (int i = 0; i < 300 && log.CountOf(TakenOver) == 0; i++)
        {
            await Task.Delay(10);
        }

        int flurry = first.Accepted - 2;
        await Task.Delay(TimeSpan.FromSeconds(10));
        int flips = first.Accepted - 2 - flurry;
        run.Figure($"flips {flurry} until recognized, {flips} in the 10 s after; warnings {log.CountOf(TakenOver)}");
        run.Require(log.CountOf(TakenOver) > 0, "nobody was warned");
        run.Require(flurry <= 10, $"{flurry} flips until it was recognized");
        run.Require(flips <= 5, $"{flips} flips in 10 s");
    }
}
