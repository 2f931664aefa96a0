using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

public sealed class OneWayTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_one_way_call_ends_before_its_handler(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        TaskCompletionSource<string> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work(async (job, _) =>
        {
            told.SetResult(job);
            await mayEnd.Task;
            return job;
        }));

        await pair.Caller.CreateClient<IWork>().TellAsync("news").Soon();

        Assert.Equal("news", await told.Task.Soon());
        mayEnd.SetResult();
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_one_way_call_that_nobody_listens_to_says_so(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().TellAsync("news").AsTask());

        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, error.BrokerReason);
        Assert.Contains("'test/task/tell'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_one_way_handler_that_throws_leaves_a_line_in_the_log_and_nothing_else(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, _) =>
            job == "fail" ? throw new InvalidOperationException("the reason") : new(job)));
        IWork work = pair.Caller.CreateClient<IWork>();

        await work.TellAsync("fail");

        LogLine line = await pair.ServerLog.WaitForAsync("test/task/tell", "failed");
        Assert.Equal("the reason", line.Error!.Message);
        Assert.Equal("next", await work.RunAsync("next"));
        Assert.Equal(0, pair.Caller.Statistics.IgnoredResponses);
    }
}
