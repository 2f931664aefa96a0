using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

public sealed class CancellationTests : IAsyncDisposable
{
    private readonly TestHost _host = new();
    private readonly CancellationTokenSource _cancellation = new();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _cancellation.Dispose();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_sends_nothing()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await _cancellation.CancelAsync();
        IProbe client = rpc.CreateClient<IProbe>();

        await IsCancelled(client.GetAsync(1, _cancellation.Token).AsTask());
        await IsCancelled(client.SetAsync(1, _cancellation.Token).AsTask());
        await IsCancelled(client.TellAsync("x", _cancellation.Token).AsTask());
        await IsCancelled(rpc.RequestAsync("a", default, cancellationToken: _cancellation.Token).AsTask());

        Assert.Empty(_host.Broker.Publishes.Recorded);
        Assert.Equal(0, rpc.Statistics.PendingCalls);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_and_tells_the_service_which_call()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+", "test/probe/_/cancel");
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, _cancellation.Token).AsTask();
        MqttMessage request = await peer.NextAsync();

        await _cancellation.CancelAsync();

        await IsCancelled(call);
        MqttMessage cancel = await peer.NextAsync();
        Assert.Equal(("test/probe/_/cancel", request.ResponseTopic, 1), (cancel.Topic, cancel.ResponseTopic, cancel.Qos));
        Assert.Equal(request.CorrelationData.ToArray(), cancel.CorrelationData.ToArray());
        Assert.True(cancel.Payload.IsEmpty);

        // The answer that comes all the same is for nobody.
        await peer.AnswerAsync(request, new byte[] { 0xA0 });
        await Waiting.Until(() => rpc.Statistics.IgnoredResponses == 1, "Ignoring the late answer");
    }

    [Fact]
    public async Task Cancelling_a_call_without_a_result_works_alike()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+", "test/probe/_/cancel");
        Task call = rpc.CreateClient<IProbe>().SetAsync(1, _cancellation.Token).AsTask();
        await peer.NextAsync();

        await _cancellation.CancelAsync();

        await IsCancelled(call);
        Assert.Equal("test/probe/_/cancel", (await peer.NextAsync()).Topic);
    }

    [Fact]
    public async Task Cancelling_an_untyped_request_tells_nobody()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "#");
        Task call = rpc.RequestAsync("a", default, cancellationToken: _cancellation.Token).AsTask();
        await peer.NextAsync();

        await _cancellation.CancelAsync();

        await IsCancelled(call);
        Assert.Single(_host.Broker.Publishes.Recorded);
    }

    [Fact]
    public async Task A_call_that_waits_for_a_connection_is_never_sent_once_it_is_cancelled()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+", "test/probe/_/cancel", "other");
        _host.Broker.Connects.BeUnreachable();
        _host.Broker.Disconnect("c");
        await Waiting.Until(() => rpc.State == MqttRpcConnectionState.Reconnecting, "Losing the connection");
        Task call = rpc.CreateClient<IProbe>().GetAsync(1, _cancellation.Token).AsTask();

        await _cancellation.CancelAsync();
        await IsCancelled(call);
        Task next = rpc.RequestAsync("other", default, cancellationToken: TestContext.Current.CancellationToken).AsTask();
        _host.Broker.Connects.Accept();
        await _host.PassUntilConnectedAsync("c", rpc);

        MqttMessage request = await peer.NextAsync();
        Assert.Equal("other", request.Topic);
        await peer.AnswerAsync(request);
        await next.Soon();
        Assert.Equal(0, peer.Waiting);
    }

    [Fact]
    public async Task Cancelling_after_the_answer_changes_nothing()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+", "test/probe/_/cancel");
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, _cancellation.Token).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), new byte[] { 0xA1, 0x78 });
        Assert.Equal("x", await call.Soon());
        int published = _host.Broker.Publishes.Recorded.Count;

        await _cancellation.CancelAsync();

        Assert.Equal(published, _host.Broker.Publishes.Recorded.Count);
        Assert.Equal(0, peer.Waiting);
    }

    [Fact]
    public async Task A_one_way_call_stops_waiting_for_its_acknowledgement_when_it_is_cancelled()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        using Hold<RecordedMessage> hold = _host.Broker.Publishes.Hold("#");
        Task call = rpc.CreateClient<IProbe>().TellAsync("x", _cancellation.Token).AsTask();
        await hold.WaitForAsync(1, TestContext.Current.CancellationToken).Soon();

        await _cancellation.CancelAsync();

        await IsCancelled(call);
    }

    private async Task IsCancelled(Task call)
    {
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        Assert.Equal(_cancellation.Token, error.CancellationToken);
    }
}
