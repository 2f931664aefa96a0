using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>What a caller makes of answers, good and bad.</summary>
public sealed class ResponseTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_typed_call_gets_its_result()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(7, Cancel).AsTask();

        MqttMessage request = await peer.NextAsync();

        Assert.Equal(("test/probe/get", "clients/c/r/Probe", 16, false), (request.Topic, request.ResponseTopic, request.CorrelationData.Length, request.Retain));
        Assert.Equal([0x91, 0x07], request.Payload.ToArray());
        await peer.AnswerAsync(request, new byte[] { 0xA1, 0x78 });
        Assert.Equal("x", await call.Soon());
        Assert.Equal(new MqttRpcStatistics(0, 0, 0), rpc.Statistics);
    }

    [Theory]
    [InlineData(null, "A178", null, RpcStatus.Internal, RpcExecution.Unknown, "has no status (user property __stat)")]
    [InlineData("fine", "A178", null, RpcStatus.Internal, RpcExecution.Unknown, "has no status")]
    [InlineData("200", "", null, RpcStatus.Internal, RpcExecution.Executed, "holds no result")]
    [InlineData("204", "", null, RpcStatus.Internal, RpcExecution.Executed, "holds no result")]
    [InlineData("200", "C0", null, RpcStatus.Internal, RpcExecution.Executed, "holds nil")]
    [InlineData("200", "C1", null, RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String")]
    [InlineData("200", "07", null, RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String")]
    [InlineData("200", "DBFFFFFFFF", null, RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String")]
    [InlineData("200", "A17878", null, RpcStatus.Internal, RpcExecution.Executed, "holds bytes after its result")]
    [InlineData("200", "2278", "application/json", RpcStatus.Internal, RpcExecution.Executed, "has the content type 'application/json'")]
    [InlineData("999", "", null, RpcStatus.Unknown, RpcExecution.Unknown, "with Unknown")]
    [InlineData("404", "", null, RpcStatus.NotFound, RpcExecution.Unknown, "with NotFound")]
    [InlineData("429", "", null, RpcStatus.ResourceExhausted, RpcExecution.NotExecuted, "with ResourceExhausted")]
    public async Task A_bad_answer_is_one_error_of_its_call(string? status, string payload, string? contentType, RpcStatus expected, RpcExecution execution, string text)
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task<string> bad = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        MqttMessage request = await peer.NextAsync();

        await peer.PublishAsync(new()
        {
            Topic = request.ResponseTopic!,
            CorrelationData = request.CorrelationData,
            Payload = Convert.FromHexString(payload),
            ContentType = contentType,
            UserProperties = status is null ? null : [new("__stat", status)],
        });

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => bad.Soon());
        Assert.Equal((expected, execution), (error.Status, error.Execution));
        Assert.Contains(text, error.Message);
        Assert.Equal(("Probe", "get", "test/probe/get"), (error.Service, error.Method, error.Topic));

        Task<string> good = rpc.CreateClient<IProbe>().GetAsync(2, Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), new byte[] { 0xA1, 0x78 });
        Assert.Equal("x", await good.Soon());
    }

    [Theory]
    [InlineData("")]
    [InlineData("C0")]
    public async Task A_result_that_may_be_null_is_null(string payload)
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task<string?> call = rpc.CreateClient<IProbe>().FindAsync(Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), Convert.FromHexString(payload));

        Assert.Null(await call.Soon());
    }

    [Fact]
    public async Task A_call_without_a_result_does_not_look_at_the_payload()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task call = rpc.CreateClient<IProbe>().SetAsync(1, Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), new byte[] { 0xC1 }, "204");

        await call.Soon();
    }

    [Fact]
    public async Task An_error_of_the_service_carries_all_it_said()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task call = rpc.CreateClient<IProbe>().SetAsync(1, Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), default, "400", ("__stMsg", "Too low."), ("__apErr", "true"), ("__propName", "number"), ("retry-after-ms", "250"));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.InvalidArgument, RpcExecution.Executed, true, "Too low.", "number"), (error.Status, error.Execution, error.IsRemote, error.Message, error.Field));
        Assert.Equal(TimeSpan.FromMilliseconds(250), error.RetryAfter);
        Assert.Null(error.BrokerReason);
    }

    [Fact]
    public async Task Answers_for_nobody_are_counted_and_do_no_harm()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        MqttMessage request = await peer.NextAsync();
        byte[] forged = request.CorrelationData.ToArray();
        forged[15] ^= 1;

        await peer.AnswerAsync(request with { CorrelationData = forged }, new byte[] { 0xA1, 0x66 });
        await peer.AnswerAsync(request with { CorrelationData = default }, new byte[] { 0xA1, 0x66 });
        await peer.AnswerAsync(request with { CorrelationData = new byte[65_535] }, new byte[] { 0xA1, 0x66 });
        await peer.AnswerAsync(request with { ResponseTopic = "clients/c/r/Other" }, new byte[] { 0xA1, 0x66 });
        await peer.AnswerAsync(request with { ResponseTopic = "clients/c/r/Probe/deeper" }, new byte[] { 0xA1, 0x66 });
        await peer.AnswerAsync(request, new byte[] { 0xA1, 0x78 });
        await peer.AnswerAsync(request, new byte[] { 0xA1, 0x66 });

        Assert.Equal("x", await call.Soon());
        await Waiting.Until(() => rpc.Statistics.IgnoredResponses == 6, "Counting the others");
        Assert.Equal(6, _host.Log.Entries.Count(static entry => entry.Id == 200));
    }

    [Fact]
    public async Task An_answer_that_comes_twice_is_taken_once()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        _host.Broker.Deliveries.DuplicateNext("clients/c/r/#");
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), new byte[] { 0xA1, 0x78 });

        Assert.Equal("x", await call.Soon());
        await Waiting.Until(() => rpc.Statistics.IgnoredResponses == 1, "Counting the repetition");
    }

    [Fact]
    public async Task An_answer_after_the_deadline_is_ignored()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        MqttMessage request = await peer.NextAsync();
        _host.Time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<RpcException>(() => call.Soon());

        await peer.AnswerAsync(request, new byte[] { 0xA1, 0x78 });

        await Waiting.Until(() => rpc.Statistics.IgnoredResponses == 1, "Counting the late answer");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fine")]
    [InlineData("200")]
    public async Task An_untyped_request_takes_any_answer(string? status)
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task<RpcMessage> call = rpc.RequestAsync("raw", "hi"u8.ToArray(), new() { ContentType = "text/plain" }, Cancel).AsTask();
        MqttMessage request = await peer.NextAsync();
        Assert.Equal(("raw", "text/plain", "clients/c/r/_"), (request.Topic, request.ContentType, request.ResponseTopic));
        await peer.AnswerAsync(request, "any thing"u8.ToArray(), status, ("tenant", "acme"));

        Assert.Equal("any thing", await call.Text());
        Assert.Equal("acme", (await call).Headers["tenant"]);
        Assert.Equal("clients/c/r/_", (await call).Topic);
    }

    [Fact]
    public async Task An_untyped_request_fails_with_the_status_of_its_answer()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        Task<RpcMessage> call = rpc.RequestAsync("raw", default, cancellationToken: Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), default, "403");

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.PermissionDenied, true, null, "raw"), (error.Status, error.IsRemote, error.Service, error.Topic));
    }

    [Fact]
    public async Task The_payload_of_an_untyped_request_is_copied()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.Hold("raw");
        byte[] payload = [1, 2, 3];
        Task<RpcMessage> call = rpc.RequestAsync("raw", payload, cancellationToken: Cancel).AsTask();
        Array.Clear(payload);
        hold.Dispose();

        MqttMessage request = await peer.NextAsync();
        Assert.Equal([1, 2, 3], request.Payload.ToArray());
        await peer.AnswerAsync(request);
        await call.Soon();
    }

    [Fact]
    public async Task The_result_of_a_call_can_be_taken_once_and_not_before_it_has_ended()
    {
        (MqttRpcConnection rpc, Peer peer) = await StartAsync();
        ValueTask<RpcMessage> call = rpc.RequestAsync("raw", default, cancellationToken: Cancel);
        Assert.Throws<InvalidOperationException>(() => Take(call));
        MqttMessage request = await peer.NextAsync();
        await peer.AnswerAsync(request, "x"u8.ToArray());
        await Waiting.Until(() => call.IsCompleted, "The answer");

        Assert.Equal("x"u8, Take(call).Payload.Span);
        Assert.Throws<InvalidOperationException>(() => Take(call));

        // The mistakes above must not have put the call into the pool more often than once.
        Task<RpcMessage>[] later = [.. Enumerable.Range(0, 3).Select(i => rpc.RequestAsync("raw", new[] { (byte)i }, cancellationToken: Cancel).AsTask())];
        foreach (Task<RpcMessage> _ in later)
        {
            request = await peer.NextAsync();
            await peer.AnswerAsync(request, request.Payload);
        }

        for (int i = 0; i < later.Length; i++)
        {
            Assert.Equal([(byte)i], (await later[i].Soon()).Payload.ToArray());
        }
    }

    private static T Take<T>(ValueTask<T> call) => call.GetAwaiter().GetResult();

    private async Task<(MqttRpcConnection Rpc, Peer Peer)> StartAsync()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        return (rpc, await Peer.ConnectAsync(_host.Broker, "test/probe/+", "raw"));
    }
}
