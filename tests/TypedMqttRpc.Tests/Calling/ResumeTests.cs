using System.Globalization;
using MessagePack;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>What was sent over a connection that is lost is sent again over the next one.</summary>
public sealed class ResumeTests : IAsyncLifetime
{
    private readonly TestHost _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_call_goes_on_over_the_next_connection_with_the_same_correlation_data()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        MqttMessage first = await peer.NextAsync();

        _host.Time.Advance(TimeSpan.FromSeconds(2));
        _host.Broker.Disconnect("c");
        await _host.PassUntilConnectedAsync("c", rpc);
        MqttMessage second = await peer.NextAsync();

        Assert.Equal(first.CorrelationData.ToArray(), second.CorrelationData.ToArray());
        Assert.Equal(first.Payload.ToArray(), second.Payload.ToArray());
        Assert.Null(first.UserProperties);
        Assert.Equal("2", Property(second, "attempt"));
        Assert.InRange(int.Parse(Property(second, "age-ms")!, CultureInfo.InvariantCulture), 2_000, 9_000);
        Assert.InRange(int.Parse(Property(second, "timeout-ms")!, CultureInfo.InvariantCulture), 1_000, 8_000);
        await peer.AnswerAsync(second, MessagePackSerializer.Serialize("done", cancellationToken: Cancel));
        Assert.Equal("done", await call.Soon());
    }

    [Fact]
    public async Task An_untyped_request_ends_since_its_peer_may_not_know_a_repetition()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "raw");
        Task<RpcMessage> call = rpc.RequestAsync("raw", default, cancellationToken: Cancel).AsTask();
        await peer.NextAsync();

        _host.Broker.Disconnect("c");

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.Unknown), (error.Status, error.Execution));
    }

    [Fact]
    public async Task The_answer_that_came_before_the_repetition_ends_the_call()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c", static options => options.SessionExpiry = TimeSpan.FromMinutes(1));
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        MqttMessage request = await peer.NextAsync();

        _host.Broker.Disconnect("c");
        await peer.AnswerAsync(request, MessagePackSerializer.Serialize("kept by the broker", cancellationToken: Cancel));
        await _host.PassUntilConnectedAsync("c", rpc);

        Assert.Equal("kept by the broker", await call.Soon());
    }

    [Fact]
    public async Task No_more_requests_await_their_acknowledgement_than_the_broker_allows()
    {
        _host.Broker.Limits = new() { ReceiveMaximum = 2 };
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.HoldAcknowledgements("test/probe/get");
        Task<string>[] calls = [.. Enumerable.Range(0, 5).Select(number => rpc.CreateClient<IProbe>().GetAsync(number, Cancel).AsTask())];
        await hold.WaitForAsync(2, Cancel).Soon();

        _host.Time.Advance(TimeSpan.FromSeconds(10));

        RpcException[] errors = await Task.WhenAll(calls.Select(call => Assert.ThrowsAsync<RpcException>(() => call.Soon())));
        Assert.All(errors, static error => Assert.Equal(RpcStatus.DeadlineExceeded, error.Status));
        Assert.Equal(2, errors.Count(static error => error.Execution == RpcExecution.Unknown));
        Assert.Equal(3, errors.Count(static error => error.Execution == RpcExecution.NotExecuted));
        Assert.Equal(2, _host.Broker.Publishes.Recorded.Count(static sent => sent.Message.Topic == "test/probe/get"));
    }

    private static string? Property(MqttMessage message, string name) =>
        message.UserProperties?.Where(property => property.Key == name).Select(static property => property.Value).SingleOrDefault();
}
