using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>The broker takes a second to acknowledge the subscription to the answers: no request leaves before that.</summary>
internal static class SubscribeRace
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static readonly Scenario Scenario = new("C-subrace", "50 calls", "SUBACK held for 1 s after a reconnect", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(Deadline);
        bool held = true;
        int early = 0;
        cell.CallerProxy.Tap = (direction, packet) =>
        {
            if (held && direction == Direction.Up && packet.Kind == PacketKind.Publish)
            {
                Interlocked.Increment(ref early);
            }
        };
        cell.CallerProxy.Rule = static (direction, packet) => direction == Direction.Down && packet.Kind == PacketKind.SubAck ? PacketAction.Hold : PacketAction.Pass;
        cell.CallerProxy.ResetAll();
        Task calls = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cell.CallOnceAsync(client, Deadline)));
        await Task.Delay(1_000);
        held = false;
        cell.CallerProxy.Rule = null;
        cell.CallerProxy.Release();
        await calls;
        await cell.CheckAsync(run, Deadline, allOk: true);
        run.Figure($"requests before SUBACK {early}");
        run.Require(early == 0, $"{early} requests left before SUBACK");
    }
}
