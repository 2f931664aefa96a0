using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

[Collection(nameof(Alone))]
public sealed class DeadlineTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_call_ends_at_its_deadline_and_so_does_the_handlers_token(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        Observed<string> fired = new();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Until(static _ => { }, fired.Add));
        TimeSpan timeout = TimeSpan.FromMilliseconds(300);
        IWork work = pair.Caller.CreateClient<IWork>().WithTimeout(timeout);

        TimeSpan time = await Measure.MedianAsync(() => Measure.OnceAsync(async () =>
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => work.RunAsync("x").AsTask());
            Assert.Equal(RpcStatus.DeadlineExceeded, error.Status);
            Assert.True(error.IsTransient);
        }));

        Assert.InRange(time, timeout - TimeSpan.FromMilliseconds(20), timeout + Grace);
        await fired.WaitForAsync(static _ => true);
        Assert.Equal(0, pair.Caller.Statistics.PendingCalls);
    }

    [Fact]
    public async Task The_smallest_of_all_limits_wins()
    {
        await using RpcPair pair = await RpcPair.StartAsync(BrokerKind.InMemory, options => options.Timeout = TimeSpan.FromMilliseconds(400));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Endless);
        IWork work = pair.Caller.CreateClient<IWork>();

        Assert.InRange(await EndOf(() => work.RunAsync("connection").AsTask()), TimeSpan.FromMilliseconds(380), TimeSpan.FromMilliseconds(400) + Grace);
        Assert.InRange(await EndOf(() => work.RunBrieflyAsync("method").AsTask()), TimeSpan.FromMilliseconds(180), TimeSpan.FromMilliseconds(200) + Grace);
        Assert.InRange(
            await EndOf(() => work.WithTimeout(TimeSpan.FromMilliseconds(50)).RunBrieflyAsync("call").AsTask()), TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(50) + Grace);
        Assert.InRange(
            await EndOf(() => work.WithTimeout(TimeSpan.FromMinutes(1)).RunAsync("connection").AsTask()), TimeSpan.FromMilliseconds(380), TimeSpan.FromMilliseconds(400) + Grace);

        static Task<TimeSpan> EndOf(Func<Task> call) =>
            Measure.MedianAsync(() => Measure.OnceAsync(() => Assert.ThrowsAsync<RpcException>(call)));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Many_calls_that_nobody_answers_all_end_in_time(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Endless);
        IWork work = pair.Caller.CreateClient<IWork>().WithTimeout(TimeSpan.FromSeconds(1));

        TimeSpan time = await Measure.OnceAsync(async () =>
        {
            Task<string>[] calls = [.. Enumerable.Range(0, 500).Select(_ => work.RunAsync("x").AsTask())];
            foreach (Task<string> call in calls)
            {
                Assert.Equal(RpcStatus.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call)).Status);
            }
        });

        // The last one begins a little after the first.
        Assert.InRange(time, TimeSpan.FromSeconds(0.98), TimeSpan.FromSeconds(2));
        Assert.Equal(0, pair.Caller.Statistics.PendingCalls);
    }
}
