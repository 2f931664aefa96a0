using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Deadlines to the millisecond, over a broker and two connections whose clock the test turns.</summary>
public sealed class VirtualTimeTests
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly WatchedTimeProvider _time = new();
    private readonly InMemoryBroker _broker;

    public VirtualTimeTests() => _broker = new(_time);

    [Fact]
    public async Task A_call_ends_at_its_deadline_not_before_and_not_after()
    {
        await using MqttRpcConnection rpc = await ConnectAsync();
        TaskCompletionSource<CancellationToken> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(new Work((job, token) =>
        {
            started.SetResult(token);
            return Work.Endless.RunAsync(job, token);
        }));
        Task<string> call = rpc.CreateClient<IWork>().WithTimeout(TimeSpan.FromMilliseconds(2_500)).RunAsync("x").AsTask();
        CancellationToken token = await started.Task.Soon();

        _time.Advance(TimeSpan.FromMilliseconds(2_499));
        Assert.False(call.IsCompleted);
        Assert.False(token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal(RpcStatus.DeadlineExceeded, error.Status);
        Assert.Contains("within 2500 ms; the broker has acknowledged the request", error.Message, StringComparison.Ordinal);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_handler_passes_on_what_is_left_of_its_deadline()
    {
        await using MqttRpcConnection rpc = await ConnectAsync();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable inner = await rpc.ServeAsync<IWork>(new Work((_, _) => new($"{RpcContext.Current!.TimeLeft.TotalSeconds}")));
        await using IAsyncDisposable outer = await rpc.ServeAsync<IVault>(new Vault(async _ =>
        {
            started.SetResult();
            await goOn.Task;
            return await rpc.CreateClient<IWork>().WithTimeout(TimeSpan.FromSeconds(9)).RunAsync("time left");
        }));
        Task<string> call = rpc.CreateClient<IVault>().WithTimeout(TimeSpan.FromSeconds(5)).WhoAmIAsync().AsTask();
        await started.Task.Soon();

        _time.Advance(TimeSpan.FromSeconds(2));
        goOn.SetResult();

        Assert.Equal("3", await call.Soon());
    }

    [Fact]
    public async Task A_request_that_waited_in_the_queue_past_its_deadline_is_never_started()
    {
        await using MqttRpcConnection rpc = await ConnectAsync();
        await using MqttRpcConnection other = await ConnectAsync();
        Observed<string> started = new();
        TaskCompletionSource<string> mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(
            new Work(async (job, _) =>
            {
                started.Add(job);
                return await mayEnd.Task;
            }),
            options => options.MaxConcurrentCalls = 1);
        IWork work = other.CreateClient<IWork>();
        Task<string> first = work.RunAsync("first").AsTask();
        await started.WaitForAsync(static job => job == "first");
        Task<string> queued = work.WithTimeout(TimeSpan.FromSeconds(1)).RunAsync("queued").AsTask();
        await _broker.Deliveries.WaitForAsync("test/task/run", 2, TestContext.Current.CancellationToken).Soon();

        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<RpcException>(() => queued.Soon());
        mayEnd.SetResult("done");

        Assert.Equal("done", await first.Soon());
        Assert.Equal("done", await work.RunAsync("last").Soon());
        Assert.Equal(["first", "last"], started.Items);
    }

    [Fact]
    public async Task Nobody_there_is_believed_after_a_second()
    {
        await using MqttRpcConnection rpc = await ConnectAsync();
        Task<string> call = rpc.CreateClient<IWork>().RunAsync("x").AsTask();

        for (int attempt = 1; attempt <= 10; attempt++)
        {
            await _time.WaitBegunAsync(RetryPause, attempt);
            Assert.False(call.IsCompleted);
            _time.Advance(RetryPause);
        }

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.Equal(11, _broker.Publishes.Recorded.Count);
    }

    [Fact]
    public async Task A_service_that_comes_back_within_the_second_gets_the_call()
    {
        await using MqttRpcConnection rpc = await ConnectAsync();
        Task<string> call = rpc.CreateClient<IWork>().RunAsync("x").AsTask();
        await _time.WaitBegunAsync(RetryPause, 1);

        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(Work.Echo);
        _time.Advance(RetryPause);

        Assert.Equal("x", await call.Soon());
    }

    private Task<MqttRpcConnection> ConnectAsync() =>
        MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = _broker, TimeProvider = _time }).Soon();
}
