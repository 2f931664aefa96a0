using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

public sealed class CallDeadlineTests : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_call_without_a_connection_ends_at_its_deadline_and_did_not_run()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        _host.Broker.Connects.BeUnreachable();
        _host.Broker.DisconnectAll();
        await Waiting.Until(() => rpc.State == MqttRpcConnectionState.Reconnecting, "Losing the connection");
        Task<string> call = rpc.CreateClient<IProbe>().WithTimeout(TimeSpan.FromSeconds(3)).GetAsync(1, TestContext.Current.CancellationToken).AsTask();

        _host.Time.Advance(TimeSpan.FromSeconds(3) - Tick);
        Assert.False(call.IsCompleted);
        _host.Time.Advance(Tick);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.NotExecuted, false, true), (error.Status, error.Execution, error.IsRemote, error.IsTransient));
        Assert.Equal(("Probe", "get", "test/probe/get"), (error.Service, error.Method, error.Topic));
        Assert.StartsWith("Not connected to in-memory broker within 3000 ms, so the request to 'test/probe/get' was not sent. ", error.Message);
        Assert.Empty(_host.Broker.Publishes.Recorded);
    }

    [Fact]
    public async Task A_call_that_waited_for_the_connection_is_sent_when_there_is_one()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "a");
        _host.Broker.Connects.BeUnreachable();
        _host.Broker.Disconnect("c");
        await Waiting.Until(() => rpc.State == MqttRpcConnectionState.Reconnecting, "Losing the connection");
        Task<RpcMessage> call = rpc.RequestAsync("a", new byte[] { 1 }, cancellationToken: TestContext.Current.CancellationToken).AsTask();

        _host.Broker.Connects.Accept();
        await _host.PassUntilConnectedAsync("c", rpc);

        MqttMessage request = await peer.NextAsync();
        await peer.AnswerAsync(request, "done"u8.ToArray());
        Assert.Equal("done", await call.Text());
    }

    [Theory]
    [InlineData(1, false, "the broker has acknowledged the request, but no answer has ever come to this client: the service may be away, or the broker's ACL may not let this client read 'clients/c/r/#', which CheckAccessAsync tells.")]
    [InlineData(1, true, "the broker never acknowledged the request.")]
    [InlineData(0, false, "it was sent at QoS 0, which the broker does not acknowledge.")]
    public async Task A_call_without_an_answer_ends_at_its_deadline_and_may_have_run(int qos, bool holdAcknowledgement, string text)
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "a");
        using Hold<RecordedMessage>? hold = holdAcknowledgement ? _host.Broker.Publishes.HoldAcknowledgements("a") : null;
        Task<RpcMessage> call = rpc.RequestAsync("a", default, new() { Qos = qos }, TestContext.Current.CancellationToken).AsTask();
        await peer.NextAsync();

        _host.Time.Advance(TimeSpan.FromSeconds(10) - Tick);
        Assert.False(call.IsCompleted);
        _host.Time.Advance(Tick);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.DeadlineExceeded, RpcExecution.Unknown), (error.Status, error.Execution));
        Assert.Equal($"There was no answer to 'a' within 10000 ms; {text}", error.Message);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal(0, rpc.Statistics.PendingCalls);
    }

    [Theory]
    [InlineData(10_000, null, "get", 10_000)]
    [InlineData(10_000, 1_000, "get", 1_000)]
    [InlineData(10_000, 60_000, "get", 10_000)]
    [InlineData(10_000, null, "quick", 2_000)]
    [InlineData(10_000, 5_000, "quick", 2_000)]
    [InlineData(10_000, 1_000, "quick", 1_000)]
    [InlineData(500, null, "quick", 500)]
    public async Task The_smallest_time_out_wins(int connection, int? call, string method, int expected)
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c", options => options.Timeout = TimeSpan.FromMilliseconds(connection));
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
        IProbe client = rpc.CreateClient<IProbe>();
        client = call is { } own ? client.WithTimeout(TimeSpan.FromMilliseconds(own)) : client;

        Task task = method == "get" ? client.GetAsync(1, TestContext.Current.CancellationToken).AsTask() : client.QuickAsync(TestContext.Current.CancellationToken).AsTask();
        MqttMessage request = await peer.NextAsync();

        Assert.Equal((uint)Math.Ceiling(expected / 1_000d), request.ExpirySeconds);
        _host.Time.Advance(TimeSpan.FromMilliseconds(expected) - Tick);
        Assert.False(task.IsCompleted);
        _host.Time.Advance(Tick);
        await Assert.ThrowsAsync<RpcException>(() => task.Soon());
    }

    [Fact]
    public async Task A_handler_gives_the_calls_it_makes_no_more_time_than_it_has()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer inner = await Peer.ConnectAsync(_host.Broker, "inner");
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await rpc.RouteAsync("outer", async (_, token) =>
        {
            entered.SetResult();
            await goOn.Task;
            return RpcReply.From((await rpc.RequestAsync("inner", default, cancellationToken: token)).Payload);
        }, cancellationToken: TestContext.Current.CancellationToken).Soon();
        await using Peer caller = await Peer.ConnectAsync(_host.Broker, "reply");
        await caller.PublishAsync(new() { Topic = "outer", ResponseTopic = "reply", CorrelationData = new byte[] { 1 }, ExpirySeconds = 4, Qos = 1 });
        await entered.Task.Soon();

        _host.Time.Advance(TimeSpan.FromSeconds(1.5));
        goOn.SetResult();

        MqttMessage request = await inner.NextAsync();
        Assert.Equal((3u, "2500"), (request.ExpirySeconds, request.UserProperties!.Single(static item => item.Key == "timeout-ms").Value));
        await inner.AnswerAsync(request);
        Assert.Equal(3u, (await caller.NextAsync()).ExpirySeconds);
    }

    [Fact]
    public async Task A_handler_without_time_left_makes_no_call()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<RpcException> failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await rpc.RouteAsync("outer", async (_, _) =>
        {
            entered.SetResult();
            await goOn.Task;
            failure.SetResult(await Assert.ThrowsAsync<RpcException>(() => rpc.RequestAsync("inner", default, cancellationToken: CancellationToken.None).AsTask()));
            return RpcReply.Empty;
        }, cancellationToken: TestContext.Current.CancellationToken).Soon();
        await using Peer caller = await Peer.ConnectAsync(_host.Broker, "reply");
        await caller.PublishAsync(new() { Topic = "outer", ResponseTopic = "reply", CorrelationData = new byte[] { 1 }, ExpirySeconds = 1, Qos = 1 });
        await entered.Task.Soon();

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        goOn.SetResult();

        RpcException error = await failure.Task.Soon();
        Assert.Equal((RpcStatus.DeadlineExceeded, RpcExecution.NotExecuted, "inner"), (error.Status, error.Execution, error.Topic));
        Assert.DoesNotContain(_host.Broker.Publishes.Recorded, static published => published.Message.Topic == "inner");
    }
}
