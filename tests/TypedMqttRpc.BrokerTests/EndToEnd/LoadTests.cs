using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Handlers that block or never end, and more calls than a server takes.</summary>
public sealed class LoadTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_handler_that_blocks_its_thread_holds_nobody_else_up(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        using ManualResetEventSlim mayEnd = new();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, _) =>
        {
            if (job == "block")
            {
                mayEnd.Wait(TimeSpan.FromSeconds(30));
            }

            return new(job);
        }));
        IWork work = pair.Caller.CreateClient<IWork>();
        Task<string> blocked = work.RunAsync("block").AsTask();

        for (int i = 0; i < 25; i++)
        {
            Assert.Equal($"{i}", await work.RunAsync($"{i}"));
        }

        Assert.False(blocked.IsCompleted);
        mayEnd.Set();
        Assert.Equal("block", await blocked);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task More_hung_handlers_than_a_broker_has_in_flight_hold_nobody_else_up(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        TaskCompletionSource<string> mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, _) => job == "hang" ? new(mayEnd.Task) : new(job)));
        IWork work = pair.Caller.CreateClient<IWork>();
        Task<string>[] hung = [.. Enumerable.Range(0, 100).Select(_ => work.RunAsync("hang").AsTask())];

        Assert.Equal("next", await work.RunAsync("next"));

        mayEnd.SetResult("done");
        Assert.All(await Task.WhenAll(hung).Soon(), answer => Assert.Equal("done", answer));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Calls_beyond_the_queue_are_turned_away_at_once_and_may_be_repeated(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        TaskCompletionSource<string> mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(
            new Work((_, _) => new(mayEnd.Task)),
            options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (2, 3));
        IWork work = pair.Caller.CreateClient<IWork>();
        Task<string>[] calls = [.. Enumerable.Range(0, 8).Select(_ => work.RunAsync("x").AsTask())];

        // 2 run and 3 wait, whichever they are; the others end while nothing else can.
        int ended = 0;
        await foreach (Task<string> call in Task.WhenEach(calls))
        {
            if (ended < 3)
            {
                RpcException error = await Assert.ThrowsAsync<RpcException>(() => call);
                Assert.Equal(RpcStatus.ResourceExhausted, error.Status);
                Assert.Equal(RpcExecution.NotExecuted, error.Execution);
                Assert.True(error.IsTransient);
            }
            else
            {
                Assert.Equal("done", await call);
            }

            if (++ended == 3)
            {
                mayEnd.SetResult("done");
            }
        }

        Assert.Equal(8, ended);
        Assert.Equal("done", await work.RunAsync("again"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task More_calls_than_a_connection_may_have_pending_fail_at_once(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind, options => options.MaxPendingCalls = 5);
        TaskCompletionSource<string> mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) => new(mayEnd.Task)));
        IWork work = pair.Caller.CreateClient<IWork>();
        Task<string>[] calls = [.. Enumerable.Range(0, 5).Select(_ => work.RunAsync("x").AsTask())];

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => work.RunAsync("one too many").AsTask());

        Assert.Equal(RpcStatus.ResourceExhausted, error.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.False(error.IsRemote);
        Assert.Contains("MaxPendingCalls", error.Message, StringComparison.Ordinal);
        mayEnd.SetResult("done");
        await Task.WhenAll(calls).Soon();
        Assert.Equal("done", await work.RunAsync("again"));
    }
}
