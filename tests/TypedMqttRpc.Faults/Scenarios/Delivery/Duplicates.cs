using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>Requests arrive several times: repeated by the broker, while they run, after they have ended, and after they have failed.</summary>
internal static class Duplicates
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    public static readonly Scenario Scenario = new("C-dup", "500 calls, 200 raw requests, 1,000 failing ones", "each request arrives 3 times: with DUP, while it runs, after it ended", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        RawClient raw = await cell.ConnectRawAsync("raw");
        await raw.SubscribeAsync("clients/raw/r/#");
        await RepeatedByBrokerAsync(cell);
        await RepeatedByPeerAsync(run, cell, raw, run.Count(200, 50));
        await FailingAsync(run, cell, raw, run.Count(1_000, 200));
        await cell.CheckAsync(run, Deadline, allOk: true);
        run.Require(cell.Executions.Executions.Values.All(static count => count == 1), "something ran twice");
    }

    private static async Task RepeatedByBrokerAsync(Cell cell)
    {
        cell.ServerProxy.Rule = static (direction, packet) =>
            direction == Direction.Down && packet.Kind == PacketKind.Publish && packet.Topic.StartsWith("faults/", StringComparison.Ordinal) ? PacketAction.Duplicate : PacketAction.Pass;
        IProbe client = cell.Client(Deadline);
        await Latencies.MeasureAsync(500, 50, () => cell.CallOnceAsync(client, Deadline, workMs: 20));
        cell.ServerProxy.Rule = null;
    }

    private static async Task RepeatedByPeerAsync(Run run, Cell cell, RawClient raw, int requests)
    {
        int different = 0;
        for (int i = 1; i <= requests; i++)
        {
            MqttMessage request = RawRequest.Of("once", -i, "raw", workMs: 5);
            await raw.PublishAsync(request);
            await raw.PublishAsync(request);
            MqttMessage? first = await raw.NextAsync(AnswerLimit);
            await raw.PublishAsync(request);
            MqttMessage? second = await raw.NextAsync(AnswerLimit);
            different += first is { } one && second is { } two && one.Payload.Span.SequenceEqual(two.Payload.Span) ? 0 : 1;
        }

        int executed = Enumerable.Range(1, requests).Sum(i => cell.Executions.Executions.GetValueOrDefault(-i));
        run.Figure($"raw requests {requests}, executions {executed}, different answers {different}");
        run.Require(executed == requests, $"{requests} requests ran {executed} times");
        run.Require(different == 0, $"{different} repetitions got another answer or none");
    }

    private static async Task FailingAsync(Run run, Cell cell, RawClient raw, int requests)
    {
        IProbe client = cell.Client(Deadline);
        Latencies before = await Latencies.MeasureAsync(200, 1, () => cell.CallOnceAsync(client, Deadline));
        int answers = 0;
        HashSet<string> texts = [];
        for (int i = 1; i <= requests; i++)
        {
            MqttMessage request = RawRequest.Of("fail", -10_000 - i, "raw", workMs: null);
            await raw.PublishAsync(request);
            MqttMessage? first = await raw.NextAsync(AnswerLimit);
            await raw.PublishAsync(request);
            MqttMessage? second = await raw.NextAsync(AnswerLimit);
            answers += first is { } one && second is { } two && Status(one) == "500" && Texts(one) == Texts(two) ? 1 : 0;
            texts.Add(first is { } answer ? Texts(answer) : string.Empty);
        }

        Latencies after = await Latencies.MeasureAsync(200, 1, () => cell.CallOnceAsync(client, Deadline));
        run.Figure($"failing pairs answered the same {answers} of {requests}; good calls p99 {before.P99:0.0} ms before, {after.P99:0.0} ms after");
        run.Require(answers == requests, $"{requests - answers} repetitions of failed requests were not answered with the same failure");
        run.Require(texts.Count == requests, "different failures share an error id");
        run.Require(after.P99 <= Math.Max(before.P99 * 3, Noise.Room(10).TotalMilliseconds), "good calls got slower");
    }

    private static string? Status(MqttMessage answer) => answer.UserProperties?.Find(static property => property.Key == "__stat").Value;

    private static string Texts(MqttMessage answer) => string.Join('|', answer.UserProperties ?? []);
}
