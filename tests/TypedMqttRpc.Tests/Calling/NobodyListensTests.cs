using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>PUBACK 0x10: nobody subscribes to the topic. Callers come back before servers after a broker's restart, so it is asked again for a second.</summary>
public sealed class NobodyListensTests : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_call_to_nobody_ends_after_a_second_and_did_not_run()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        Task call = rpc.CreateClient<IProbe>().SetAsync(1, TestContext.Current.CancellationToken).AsTask();
        await PassTheGraceAsync(call, 1);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.NotExecuted, MqttReasonCode.NoMatchingSubscribers), (error.Status, error.Execution, error.BrokerReason));
        Assert.Equal("No service is subscribed to 'test/probe/set' (broker answered 0x10).", error.Message);
        Assert.Equal(11, _host.Broker.Publishes.Recorded.Count);
    }

    [Fact]
    public async Task A_service_that_appears_within_the_second_answers()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        Task<RpcMessage> call = rpc.RequestAsync("a", "x"u8.ToArray(), cancellationToken: TestContext.Current.CancellationToken).AsTask();
        for (int i = 0; i < 5; i++)
        {
            await StepAsync(i + 1);
        }

        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "a");
        await _host.Time.WhenTimerIsDue(Pause);
        _host.Time.Advance(Pause);

        MqttMessage request = await peer.NextAsync();
        await peer.AnswerAsync(request, request.Payload);
        Assert.Equal("x", await call.Text());
    }

    [Fact]
    public async Task What_is_sent_again_says_what_is_left_of_the_calls_time()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c", static options => options.Timeout = TimeSpan.FromMilliseconds(1_050));
        _ = rpc.RequestAsync("a", default, cancellationToken: TestContext.Current.CancellationToken).AsTask();
        await StepAsync(1);
        await StepAsync(2);

        MqttMessage[] sent = [.. _host.Broker.Publishes.Recorded.Select(static publish => publish.Message)];
        Assert.Equal(["1050", "950", "850"], sent.Select(static message => message.UserProperties!.Single(static property => property.Key == "timeout-ms").Value));
        Assert.Equal([2u, 1u, 1u], sent.Select(static message => message.ExpirySeconds));
        Assert.DoesNotContain(sent, static message => message.UserProperties!.Any(static property => property.Key == "attempt"));
    }

    [Fact]
    public async Task A_deadline_within_the_second_still_says_that_nobody_listens()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        Task call = rpc.RequestAsync("a", default, new() { Timeout = TimeSpan.FromMilliseconds(250) }, TestContext.Current.CancellationToken).AsTask();
        await StepAsync(1);
        await StepAsync(2);
        await _host.Time.WhenTimersAreDue(Pause, 2);
        _host.Time.Advance(TimeSpan.FromMilliseconds(50));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.NotExecuted), (error.Status, error.Execution));
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(3, _host.Broker.Publishes.Recorded.Count);
    }

    [Fact]
    public async Task A_cancelled_call_to_nobody_is_not_sent_again_and_cancels_nothing()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        using CancellationTokenSource cancellation = new();
        Task call = rpc.CreateClient<IProbe>().SetAsync(1, cancellation.Token).AsTask();
        await StepAsync(1);
        await _host.Time.WhenTimerIsDue(Pause);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _host.Broker.Publishes.Recorded.Count);
    }

    [Fact]
    public async Task A_one_way_call_to_nobody_ends_alike()
    {
        MqttRpcConnection rpc = await _host.ConnectAsync("c");
        Task call = rpc.CreateClient<IProbe>().TellAsync("x", TestContext.Current.CancellationToken).AsTask();
        await PassTheGraceAsync(call, 1);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.NotExecuted), (error.Status, error.Execution));

        Task quick = rpc.CreateClient<IProbe>().WithTimeout(TimeSpan.FromMilliseconds(50)).TellAsync("x", TestContext.Current.CancellationToken).AsTask();
        await _host.Time.WhenTimersAreDue(Pause, 2);
        _host.Time.Advance(TimeSpan.FromMilliseconds(50));
        error = await Assert.ThrowsAsync<RpcException>(() => quick.Soon());
        Assert.Equal((RpcStatus.Unavailable, RpcExecution.NotExecuted), (error.Status, error.Execution));
    }

    /// <summary>Ten pauses fit into the grace; the call is still wanted until the last one is over.</summary>
    private async Task PassTheGraceAsync(Task call, int sent)
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.False(call.IsCompleted, $"The call ended after {i} pauses.");
            await StepAsync(sent + i);
        }
    }

    /// <summary>Lets one pause pass, which begins once the request has been refused so many times.</summary>
    private async Task StepAsync(int sent)
    {
        await _host.Broker.Publishes.WaitForAsync("#", sent, TestContext.Current.CancellationToken).Soon();
        await _host.Time.WhenTimerIsDue(Pause);
        _host.Time.Advance(Pause);
        await _host.Broker.Publishes.WaitForAsync("#", sent + 1, TestContext.Current.CancellationToken).Soon();
    }
}
