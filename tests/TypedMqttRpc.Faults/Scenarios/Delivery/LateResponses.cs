using System.Collections.Concurrent;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>Answers come again and again, long after their calls have ended.</summary>
internal static class LateResponses
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static readonly Scenario Scenario = new("C-late", "200 calls", "10,000 answers to calls that have ended", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        IProbe client = cell.Client(Deadline);
        RawClient raw = await cell.ConnectRawAsync("raw");
        await raw.SubscribeAsync("clients/caller/r/#");
        await Latencies.MeasureAsync(100, 10, () => cell.CallOnceAsync(client, Deadline));
        ConcurrentBag<MqttMessage> answers = [];
        while (await raw.NextAsync(TimeSpan.FromMilliseconds(300)) is { } answer)
        {
            answers.Add(answer with { Retain = false, Qos = 1 });
        }

        int late = run.Count(10_000, 2_000);
        MqttMessage[] again = [.. answers];
        Task flood = Latencies.MeasureAsync(late, 20, () => raw.PublishAsync(again[Random.Shared.Next(again.Length)]));
        Latencies during = await Latencies.MeasureAsync(100, 1, () => cell.CallOnceAsync(client, Deadline));
        await flood;
        for (int i = 0; i < 100 && cell.Caller.Statistics.IgnoredResponses < late; i++)
        {
            await Task.Delay(50);
        }

        await cell.CheckAsync(run, Deadline, allOk: true);
        long ignored = cell.Caller.Statistics.IgnoredResponses;
        run.Figure($"captured {again.Length}, ignored {ignored}, calls meanwhile p99 {during.P99:0.0} ms");
        run.Require(again.Length == 100, $"{again.Length} of 100 answers were seen");
        run.Require(ignored == late, $"{ignored} of {late} were counted as ignored");
        run.Require(cell.CallerProxy.Counts[Direction.Down, PacketKind.Publish] >= late + 200, "an answer got lost on the way");
    }
}
