using System.Diagnostics;
using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Many calls. The figures are in the output of the test; what is asserted is that every call gets its own answer.</summary>
[Collection(nameof(Alone))]
public sealed class ThroughputTests
{
    private const int InFlight = 10_000;

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Ten_thousand_calls_in_flight_on_one_connection_each_get_their_own_answer(BrokerKind kind)
    {
        // By default Mosquitto keeps a thousand messages for a client that is slower than its callers, and drops the rest without a word.
        await using RpcPair pair = kind is BrokerKind.Mosquitto or BrokerKind.MosquittoStandard
            ? await RpcPair.StartAsync(
                await MosquittoBroker.StartAsync(new() { Channel = kind == BrokerKind.MosquittoStandard ? MqttRpcChannel.Standard : MqttRpcChannel.Pipelined, Lines = ["max_queued_messages 20000"] }),
                options => options.Timeout = TimeSpan.FromSeconds(60))
            : await RpcPair.StartAsync(kind, options => options.Timeout = TimeSpan.FromSeconds(60));
        TaskCompletionSource allAreSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work(async (job, _) =>
        {
            await allAreSent.Task;
            return job;
        }));
        IWork work = pair.Caller.CreateClient<IWork>();
        long contention = Monitor.LockContentionCount;
        long started = Stopwatch.GetTimestamp();

        Task<string>[] calls = [.. Enumerable.Range(0, InFlight).Select(number => work.RunAsync($"nonce {number}").AsTask())];
        Assert.Equal(InFlight, pair.Caller.Statistics.PendingCalls);
        allAreSent.SetResult();
        string[] answers = await Task.WhenAll(calls).Soon();

        TimeSpan time = Stopwatch.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kind}: {InFlight} calls in {time.TotalMilliseconds:0} ms, {InFlight / time.TotalSeconds:0} calls/s, {Monitor.LockContentionCount - contention} lock contentions");
        Assert.Equal(Enumerable.Range(0, InFlight).Select(number => $"nonce {number}"), answers);
        Assert.Equal(0, pair.Caller.Statistics.PendingCalls);
        Assert.Equal(0, pair.Caller.Statistics.IgnoredResponses);
    }

    [Fact]
    public async Task A_hundred_thousand_calls_leave_nothing_behind()
    {
        const int Callers = 50;
        const int CallsEach = 100_000 / Callers;
        await using RpcPair pair = await RpcPair.StartAsync(BrokerKind.InMemory);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);
        IWork work = pair.Caller.CreateClient<IWork>();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(CallAsync)).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(new MqttRpcStatistics(0, 0, 0), pair.Caller.Statistics);
        Assert.Equal(new MqttRpcStatistics(0, 0, 0), pair.Server.Statistics);

        async Task CallAsync(int caller)
        {
            for (int call = 0; call < CallsEach; call++)
            {
                string nonce = $"{caller}/{call}";
                Assert.Equal(nonce, await work.RunAsync(nonce));
            }
        }
    }
}
