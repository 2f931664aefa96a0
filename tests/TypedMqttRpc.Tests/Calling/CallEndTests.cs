using TypedMqttRpc.Calling;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>How calls end other than by an answer, a deadline or a cancellation.</summary>
public sealed class CallEndTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_call_more_than_allowed_fails_at_once()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c", static options => options.MaxPendingCalls = 2);
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "raw");
        Task<RpcMessage> first = rpc.RequestAsync("raw", default, cancellationToken: Cancel).AsTask();
        Task<RpcMessage> second = rpc.RequestAsync("raw", default, cancellationToken: Cancel).AsTask();
        Assert.Equal(2, rpc.Statistics.PendingCalls);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => rpc.RequestAsync("raw", default, cancellationToken: Cancel).Soon());

        Assert.Equal((RpcStatus.ResourceExhausted, RpcExecution.NotExecuted, false), (error.Status, error.Execution, error.IsRemote));
        Assert.Contains("MqttRpcOptions.MaxPendingCalls", error.Message);
        error = await Assert.ThrowsAsync<RpcException>(() => rpc.CreateClient<IProbe>().SetAsync(1, Cancel).Soon());
        Assert.Equal((RpcStatus.ResourceExhausted, "set"), (error.Status, error.Method));

        await peer.AnswerAsync(await peer.NextAsync(), "1"u8.ToArray());
        Assert.Equal("1", await first.Text());
        Task<RpcMessage> third = rpc.RequestAsync("raw", default, cancellationToken: Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), "2"u8.ToArray());
        await peer.AnswerAsync(await peer.NextAsync(), "3"u8.ToArray());
        Assert.Equal(("2", "3"), (await second.Text(), await third.Text()));
    }

    [Fact]
    public async Task A_lost_connection_ends_what_was_sent_over_it_if_it_is_to_fail_fast()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
        Task<string> call = rpc.CreateClient<IProbe>().WithOptions(FailFast).GetAsync(1, Cancel).AsTask();
        await peer.NextAsync();

        _host.Broker.Disconnect("c", MqttReasonCode.AdministrativeAction);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.Unknown), (error.Status, error.Execution));
        Assert.Contains("AdministrativeAction", error.Message);
        Assert.EndsWith("it may have run.", error.Message);
    }

    [Fact]
    public async Task A_lost_connection_ends_a_one_way_call_that_was_not_acknowledged_if_it_is_to_fail_fast()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.Hold("#");
        Task call = rpc.CreateClient<IProbe>().WithOptions(FailFast).TellAsync("x", Cancel).AsTask();
        await hold.WaitForAsync(1, Cancel).Soon();

        _host.Broker.Disconnect("c");

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.Unknown, "tell"), (error.Status, error.Execution, error.Method));
    }

    [Fact]
    public async Task A_one_way_call_ends_with_the_brokers_acknowledgement()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.HoldAcknowledgements("test/probe/tell");
        Task call = rpc.CreateClient<IProbe>().TellAsync("x", Cancel).AsTask();

        TypedMqttRpc.Wire.MqttMessage request = await peer.NextAsync();
        Assert.False(call.IsCompleted);
        Assert.Null(request.ResponseTopic);
        Assert.Equal(16, request.CorrelationData.Length);
        hold.Dispose();

        await call.Soon();
    }

    [Fact]
    public async Task A_one_way_call_that_is_never_acknowledged_ends_at_its_deadline()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.Hold("#");
        Task call = rpc.CreateClient<IProbe>().WithTimeout(TimeSpan.FromSeconds(2)).TellAsync("x", Cancel).AsTask();
        await hold.WaitForAsync(1, Cancel).Soon();

        _host.Time.Advance(TimeSpan.FromSeconds(2));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.DeadlineExceeded, RpcExecution.Unknown), (error.Status, error.Execution));
        Assert.Contains("did not acknowledge the request to 'test/probe/tell' within 2000 ms", error.Message);
    }

    [Fact]
    public async Task Disposing_the_connection_ends_every_call()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.HoldAcknowledgements("test/probe/tell");
        Task<string> sent = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        Task oneWay = rpc.CreateClient<IProbe>().TellAsync("x", Cancel).AsTask();
        await peer.NextAsync();
        await peer.NextAsync();

        await rpc.DisposeAsync().Soon();

        foreach (Task call in (Task[])[sent, oneWay])
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
            Assert.Equal((RpcStatus.Cancelled, RpcExecution.Unknown), (error.Status, error.Execution));
            Assert.Contains("was disposed", error.Message);
        }
    }

    [Fact]
    public async Task Disposing_ends_what_waits_for_a_connection_and_it_did_not_run()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        _host.Broker.Connects.BeUnreachable();
        _host.Broker.DisconnectAll();
        await Waiting.Until(() => rpc.State == MqttRpcConnectionState.Reconnecting, "Losing the connection");
        Task<string> waiting = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        Task oneWay = rpc.CreateClient<IProbe>().TellAsync("x", Cancel).AsTask();
        Task serving = rpc.RouteAsync("a", static (_, _) => new(RpcReply.Empty), cancellationToken: Cancel);

        await rpc.DisposeAsync().Soon();

        foreach (Task call in (Task[])[waiting, oneWay])
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
            Assert.Equal((RpcStatus.Cancelled, RpcExecution.NotExecuted), (error.Status, error.Execution));
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => serving.Soon());
    }

    [Fact]
    public async Task A_disposed_connection_can_be_disposed_again_and_does_nothing_else()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        IProbe client = rpc.CreateClient<IProbe>();
        await rpc.DisposeAsync().Soon();
        await rpc.DisposeAsync().Soon();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.GetAsync(1, Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.SetAsync(1, Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await rpc.RequestAsync("a", default, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await rpc.RouteAsync("a", static (_, _) => new(RpcReply.Empty), cancellationToken: Cancel));
        Assert.Equal(MqttRpcConnectionState.Closed, rpc.State);
    }

    [Fact]
    public async Task A_request_over_the_brokers_limit_is_not_sent_and_costs_nothing()
    {
        _host.Broker.Limits = new() { MaximumPacketSize = 1_000 };
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "raw");

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => rpc.RequestAsync("raw", new byte[1_000], cancellationToken: Cancel).Soon());

        Assert.Equal((RpcStatus.PayloadTooLarge, RpcExecution.NotExecuted, false), (error.Status, error.Execution, error.IsRemote));
        Assert.Contains("in-memory broker allows 1000 bytes", error.Message);
        error = await Assert.ThrowsAsync<RpcException>(() => rpc.CreateClient<IProbe>().TellAsync(new string('x', 1_000), Cancel).Soon());
        Assert.Equal(RpcStatus.PayloadTooLarge, error.Status);
        Task<RpcMessage> good = rpc.RequestAsync("raw", new byte[800], cancellationToken: Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), "x"u8.ToArray());
        Assert.Equal("x", await good.Text());
        Assert.Equal(MqttRpcConnectionState.Connected, rpc.State);
    }

    [Theory]
    [InlineData(MqttReasonCode.NotAuthorized, RpcStatus.PermissionDenied, "Not authorized to publish to 'raw': check the broker's ACL.")]
    [InlineData(MqttReasonCode.PacketTooLarge, RpcStatus.PayloadTooLarge, "0x95")]
    [InlineData(MqttReasonCode.QuotaExceeded, RpcStatus.ResourceExhausted, "0x97")]
    [InlineData(MqttReasonCode.TopicNameInvalid, RpcStatus.InvalidArgument, "0x90")]
    [InlineData(MqttReasonCode.ImplementationSpecificError, RpcStatus.Unavailable, "0x83 (ImplementationSpecificError)")]
    public async Task A_refusal_in_the_acknowledgement_ends_the_call(MqttReasonCode reason, RpcStatus status, string text)
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        _host.Broker.Publishes.AnswerNext("raw", reason);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => rpc.RequestAsync("raw", default, cancellationToken: Cancel).Soon());

        Assert.Equal((status, RpcExecution.NotExecuted, reason, "raw"), (error.Status, error.Execution, error.BrokerReason, error.Topic));
        Assert.Contains(text, error.Message);
        Assert.Contains("'raw'", error.Message);
    }

    [Theory]
    [InlineData(MqttReasonCode.Success)]
    [InlineData(MqttReasonCode.GrantedQoS1)]
    [InlineData((MqttReasonCode)0x7F)]
    public void A_code_below_0x80_is_no_error(MqttReasonCode reason) => Assert.Null(CallErrors.FromAcknowledgement(null, "a", reason, isFirst: true));

    [Fact]
    public async Task The_memory_of_a_request_is_not_used_again_while_it_is_being_sent()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "raw");
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.HoldAcknowledgements("raw");
        for (int i = 0; i < 50; i++)
        {
            // Each is answered before its acknowledgement, so its sender holds on to it.
            byte[] payload = [(byte)i, 1, 2, 3];
            Task<RpcMessage> call = rpc.RequestAsync("raw", payload, cancellationToken: Cancel).AsTask();
            TypedMqttRpc.Wire.MqttMessage request = await peer.NextAsync();
            Assert.Equal(payload, request.Payload.ToArray());
            await peer.AnswerAsync(request, request.Payload);
            Assert.Equal(payload, (await call.Soon()).Payload.ToArray());
        }

        Assert.Equal(50, hold.Count);
        Assert.All((await hold.WaitForAsync(50, Cancel)).Select(static (kept, i) => (kept, i)), static item => Assert.Equal((byte)item.i, item.kept.Message.Payload.Span[0]));
    }

    private static RpcCallOptions FailFast(RpcCallOptions options) => options with { Reconnect = RpcReconnect.FailFast };
}
