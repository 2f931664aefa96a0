using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Beginning and ending: of serving, and of connections with work under way.</summary>
[Collection(nameof(Alone))]
public sealed class LifetimeTests
{
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(2);

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Serving_the_same_thing_twice_is_refused_and_the_first_goes_on(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        IAsyncDisposable first = await pair.Server.ServeAsync<IWork>(Work.Echo);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Server.ServeAsync<IWork>(Work.Endless));

        Assert.Contains("'test/task/+' is served already", error.Message, StringComparison.Ordinal);
        Assert.Equal("x", await pair.Caller.CreateClient<IWork>().RunAsync("x"));
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using IAsyncDisposable again = await pair.Server.ServeAsync<IWork>(Work.Echo);
        Assert.Equal("x", await pair.Caller.CreateClient<IWork>().RunAsync("x"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task When_serving_has_ended_a_call_fails_soon_and_names_the_topic(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);
        IWork work = pair.Caller.CreateClient<IWork>();
        await work.RunAsync("x");

        await serving.DisposeAsync();

        RpcException? error = null;
        TimeSpan time = await Measure.OnceAsync(async () => error = await Assert.ThrowsAsync<RpcException>(() => work.RunAsync("x").AsTask()));
        Assert.Equal(RpcStatus.Unavailable, error!.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, error.BrokerReason);
        Assert.Equal("No service is subscribed to 'test/task/run' (broker answered 0x10).", error.Message);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Ending_a_service_lets_running_calls_end(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<string> mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) =>
        {
            started.SetResult();
            return new(mayEnd.Task);
        }));
        Task<string> call = pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask();
        await started.Task.Soon();

        Task ending = serving.DisposeAsync().AsTask();
        mayEnd.SetResult("done");

        Assert.Equal("done", await call.Soon());
        await ending.Soon();
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Disposing_a_server_tells_the_callers_of_what_still_runs(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await pair.Server.ServeAsync<IWork>(new Work((job, token) =>
        {
            started.SetResult();
            return Work.Endless.RunAsync(job, token);
        }));
        Task<string> call = pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask();
        await started.Task.Soon();

        TimeSpan time = await Measure.OnceAsync(() => pair.Server.DisposeAsync().AsTask());

        Assert.InRange(time, TimeSpan.Zero, DisposeLimit);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.Equal(RpcExecution.Executed, error.Execution);
        Assert.True(error.IsRemote);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Disposing_a_server_tells_the_callers_of_what_still_waits_that_it_did_not_run(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        Observed<string> started = new();
        await pair.Server.ServeAsync<IWork>(
            Work.Until(started.Add, static _ => { }), options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (1, 599));
        IWork work = pair.Caller.CreateClient<IWork>();
        Task<string>[] calls = [.. Enumerable.Range(0, 601).Select(number => work.RunAsync($"{number}").AsTask())];

        // The one that is turned away shows that all the others have arrived.
        await Assert.ThrowsAsync<RpcException>(async () => await await Task.WhenAny(calls).Soon());
        await pair.Server.DisposeAsync();

        List<RpcExecution> executions = [];
        await foreach (Task<string> call in Task.WhenEach(calls).WithCancellation(TestContext.Current.CancellationToken))
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => call);
            Assert.True(error.IsTransient);
            executions.Add(error.Execution);
        }

        Assert.Single(executions, RpcExecution.Executed);
        Assert.Equal(600, executions.Count(static execution => execution == RpcExecution.NotExecuted));
        Assert.Single(started.Items);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Disposing_does_not_wait_for_a_handler_that_ignores_its_token(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<string> never = new();
        await pair.Server.ServeAsync<IWork>(new Work((_, _) =>
        {
            started.SetResult();
            return new(never.Task);
        }));
        using CancellationTokenSource cancel = new();
        Task<string> call = pair.Caller.CreateClient<IWork>().RunAsync("x", cancel.Token).AsTask();
        await started.Task.Soon();

        TimeSpan time = await Measure.OnceAsync(() => pair.Server.DisposeAsync().AsTask());

        Assert.InRange(time, TimeSpan.Zero, DisposeLimit);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Disposing_a_caller_ends_its_pending_calls_with_a_typed_error(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        Observed<string> started = new();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, token) =>
        {
            started.Add(job);
            return Work.Endless.RunAsync(job, token);
        }));
        IWork work = pair.Caller.CreateClient<IWork>();
        Task<string>[] calls = [.. Enumerable.Range(0, 20).Select(number => work.RunAsync($"{number}").AsTask())];
        await started.WaitForAsync(static job => job == "19");

        TimeSpan time = await Measure.OnceAsync(() => pair.Caller.DisposeAsync().AsTask());

        Assert.InRange(time, TimeSpan.Zero, DisposeLimit);
        foreach (Task<string> call in calls)
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
            Assert.Equal(RpcStatus.Cancelled, error.Status);
            Assert.Equal(RpcExecution.Unknown, error.Execution);
        }

        Assert.Equal(0, pair.Caller.Statistics.PendingCalls);
        Assert.Equal(MqttRpcConnectionState.Closed, pair.Caller.State);
    }

    [Fact]
    public async Task Disposing_takes_no_longer_when_the_broker_is_frozen()
    {
        MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using RpcPair pair = await RpcPair.StartAsync(broker);
        await pair.Server.ServeAsync<IWork>(Work.Endless);
        await pair.Server.ServeAsync<IValues>(new Values());
        Task<string> pending = pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask();
        broker.Freeze();

        TimeSpan server = await Measure.OnceAsync(() => pair.Server.DisposeAsync().AsTask());
        TimeSpan caller = await Measure.OnceAsync(() => pair.Caller.DisposeAsync().AsTask());

        broker.Thaw();
        Assert.InRange(server, TimeSpan.Zero, DisposeLimit);
        Assert.InRange(caller, TimeSpan.Zero, DisposeLimit);
        await Assert.ThrowsAsync<RpcException>(() => pending.Soon());
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Whatever_is_asked_of_a_disposed_connection_says_that_it_is_disposed(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        IWork work = pair.Caller.CreateClient<IWork>();

        await pair.Caller.DisposeAsync();
        await pair.Caller.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => work.RunAsync("x").AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => work.TellAsync("x").AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Caller.RequestAsync("a", Array.Empty<byte>()).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Caller.ServeAsync<IWork>(Work.Echo));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Caller.RouteAsync("a", (_, _) => new(RpcReply.Empty)));
    }
}
