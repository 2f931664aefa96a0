using MessagePack;
using TypedMqttRpc.Network;
using TypedMqttRpc.Tests.Calling;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network;

/// <summary>A publish fails although the connection lives: it must not stand still afterwards.</summary>
public sealed class FailedPublishTests : IAsyncLifetime
{
    private readonly TestHost _host = new();
    private FaultyNetwork _network = null!;
    private Peer _peer = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _network = new FaultyNetwork(_host.Broker);
        _peer = await Peer.ConnectAsync(_host.Broker, "test/probe/+");
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_unforeseen_error_ends_its_call_and_no_other()
    {
        // With one place, which the failed call must give back.
        _host.Broker.Limits = new() { ReceiveMaximum = 1 };
        MqttRpcConnection rpc = await ConnectAsync();
        _network.FailNext(new FormatException("the text is odd"));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => rpc.CreateClient<IProbe>().GetAsync(1, Cancel).Soon());

        Assert.Equal((RpcStatus.Internal, RpcExecution.Unknown), (error.Status, error.Execution));
        Assert.Equal("The request to 'test/probe/get' could not be sent: the text is odd", error.Message);
        Assert.IsType<FormatException>(error.InnerException);
        await AnswerAsync(rpc.CreateClient<IProbe>().GetAsync(2, Cancel));
        Assert.Equal(2, _host.Broker.Connects.Recorded.Count);
    }

    [Fact]
    public async Task A_connection_that_calls_itself_lost_and_stays_open_is_made_again()
    {
        MqttRpcConnection rpc = await ConnectAsync();
        _network.FailNext(new MqttConnectionLostException("half a packet was written"));
        ValueTask<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel);

        await _host.Time.PassUntilAsync(() => _host.Broker.Connects.Recorded.Count == 3, TimeSpan.FromMilliseconds(5), "The next connection");

        await AnswerAsync(call);
        Assert.Contains("half a packet was written", (await _host.Log.WhenLogged(102)).Text);
    }

    [Fact]
    public async Task An_answer_that_fails_so_is_sent_over_the_next_connection()
    {
        MqttRpcConnection server = await ConnectAsync();
        await server.RouteAsync("echo", (_, _) => new(RpcReply.From("x"u8)), cancellationToken: Cancel).Soon();
        MqttRpcConnection rpc = await _host.ConnectAsync("caller");
        _network.FailNext(new MqttConnectionLostException("half a packet was written"));
        Task<RpcMessage> call = rpc.RequestAsync("echo", default, cancellationToken: Cancel).AsTask();

        await _host.Time.PassUntilAsync(() => call.IsCompleted, TimeSpan.FromMilliseconds(5), "The answer");

        Assert.Equal("x", await call.Text());
    }

    private Task<MqttRpcConnection> ConnectAsync() => _host.ConnectAsync("c", options => options.Network = _network);

    private async Task AnswerAsync(ValueTask<string> call)
    {
        MqttMessage request = await _peer.NextAsync();
        await _peer.AnswerAsync(request, MessagePackSerializer.Serialize("done", cancellationToken: Cancel));
        Assert.Equal("done", await call.Soon());
    }
}
