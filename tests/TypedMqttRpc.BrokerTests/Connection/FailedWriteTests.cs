using System.Net;
using System.Net.Sockets;
using MQTTnet.Channel;
using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.Network;
using TypedMqttRpc.Network.MqttNet;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>MQTTnet fails to publish in a way that nobody has thought of, and keeps its connection.</summary>
public sealed class FailedWriteTests : IAsyncLifetime
{
    private TestBroker _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await TestBroker.StartAsync(BrokerKind.Embedded);

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [InlineData(MqttRpcChannel.Standard)]
    [InlineData(MqttRpcChannel.Pipelined)]
    public async Task A_write_that_fails_halfway_makes_the_connection_again_and_the_call_goes_on(MqttRpcChannel channel)
    {
        FaultyStreams streams = new();
        await using MqttRpcConnection server = await _broker.ConnectAsync();
        await using IAsyncDisposable serving = await server.ServeAsync<IWork>(Work.Echo);
        await using MqttRpcConnection rpc = await _broker.ConnectAsync(options =>
        {
            options.Channel = channel;
            options.ConfigureClient = client => client.WithTcpServer(tcp => (tcp.RemoteEndpoint, tcp.StreamProvider) = (new DnsEndPoint("localhost", new Uri(_broker.Uri!).Port), streams));
        });
        ConnectionStates states = new(rpc);
        IWork work = rpc.CreateClient<IWork>();
        Assert.Equal("first", await work.RunAsync("first").Soon());

        streams.FailNext(new FormatException("odd bytes"));

        Assert.Equal("x", await work.RunAsync("x").Soon());
        await states.BackAsync().Soon();
        Assert.Equal("y", await work.RunAsync("y").Soon());
    }

    [Fact]
    public async Task A_message_that_MQTTnet_does_not_take_fails_alone()
    {
        await using IMqttSession session = await new MqttNetNetwork(new(BrokerAddress.Parse(_broker.Uri!, "uri")) { Channel = MqttRpcChannel.Standard })
            .ConnectAsync(new() { ClientId = "c" }, new Nobody(), TestContext.Current.CancellationToken).Soon();

        await FailsAsync(session, new() { Topic = "a/#", Qos = 1 });
        await FailsAsync(session, new() { Topic = "a", ContentType = new string('x', 70_000), Qos = 1 });

        Assert.True(await session.PublishAsync(new() { Topic = "a", Qos = 1 }).Soon() < MqttReasonCode.UnspecifiedError);
    }

    private static async Task FailsAsync(IMqttSession session, MqttMessage message) =>
        Assert.IsNotType<MqttConnectionLostException>(await Record.ExceptionAsync(() => session.PublishAsync(message).Soon()) ?? throw new InvalidOperationException("It was published."));

    private sealed class Nobody : IMqttReceiver
    {
        public void OnMessage(in MqttMessage message)
        {
        }

        public void OnClosed(string reason)
        {
        }
    }

    /// <summary>Connections one of whose writes fails with an error that MQTTnet does not know.</summary>
    private sealed class FaultyStreams : IMqttClientStreamProvider
    {
        private Exception? _failure;

        public void FailNext(Exception failure) => _failure = failure;

        public async Task<Stream> ConnectAsync(EndPoint remoteEndpoint, CancellationToken cancellationToken)
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(remoteEndpoint, cancellationToken);
            return new FaultyStream(socket, this);
        }

        private sealed class FaultyStream(Socket socket, FaultyStreams streams) : NetworkStream(socket, ownsSocket: true)
        {
            public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
                Interlocked.Exchange(ref streams._failure, null) is { } failure ? ValueTask.FromException(failure) : base.WriteAsync(buffer, cancellationToken);
        }
    }
}
