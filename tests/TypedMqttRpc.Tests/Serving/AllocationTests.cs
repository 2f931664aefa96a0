using System.Collections.Concurrent;
using System.Diagnostics;
using TypedMqttRpc.Network;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>What a call costs the server beyond the user's own objects. Alone, since garbage is counted for the whole process.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int Calls = 20_000;

    [Theory]
    [InlineData("add", 0, 160)]
    [InlineData("add", 1, 160)]
    [InlineData("addWithContext", 0, 300)]
    [InlineData("addWithContext", 1, 300)]
    [InlineData("addLater", 1, 450)]
    public async Task A_call_makes_hardly_any_garbage(string method, int qos, int bytes)
    {
        MeterCalls calls = new(method, qos, slots: 64);
        await using MqttRpcConnection server = await ConnectAsync(calls);

        calls.Run(Calls);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        calls.Run(Calls);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        long made = (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;

        output.WriteLine($"{method} at QoS {qos}: {made} B a call, {Calls / took.TotalSeconds:N0} calls/s");
        Assert.Equal(0, calls.Wrong);
        Assert.InRange(made, 0, bytes);
    }

    /// <summary>Each answer waits for one of twenty places, and its call goes back to the pool on the thread that acknowledges it.</summary>
    [Theory]
    [InlineData("add")]
    [InlineData("addLater")]
    public async Task Answers_that_wait_for_the_broker_reach_their_calls(string method)
    {
        using BlockingCollection<IPublishCompletion> acknowledgements = [];
        Thread broker = new(() =>
        {
            foreach (IPublishCompletion completion in acknowledgements.GetConsumingEnumerable())
            {
                completion.OnPublished(MqttReasonCode.Success);
            }
        });
        broker.Start();
        MeterCalls calls = new(method, qos: 1, slots: 1_000, acknowledgements);
        await using (await ConnectAsync(calls))
        {
            calls.Run(Calls * 5);
        }

        acknowledgements.CompleteAdding();
        broker.Join();
        Assert.Equal(0, calls.Wrong);
    }

    private static async Task<MqttRpcConnection> ConnectAsync(MeterCalls calls)
    {
        MqttRpcConnection server = await MqttRpcConnection.ConnectAsync(
            new MqttRpcOptions { ClientId = "server", Network = calls, Presence = false }, TestContext.Current.CancellationToken);
        await server.ServeAsync<IMeter>(new Meter(), cancellationToken: TestContext.Current.CancellationToken);
        return server;
    }
}
