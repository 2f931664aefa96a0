using System.Net;
using MQTTnet;
using MQTTnet.Channel;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using TypedMqttRpc.Network;
using TypedMqttRpc.Network.MqttNet.Pipelined;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network.Pipelined;

public sealed class PipelinedAdapterTests
{
    [Fact]
    public async Task A_packet_that_blocks_in_the_socket_keeps_no_other_sender_waiting()
    {
        using BlockedStream stream = new();
        using PipelinedAdapter adapter = new(Options(stream), sockets: null, new Nobody());
        await adapter.ConnectAsync(TestContext.Current.CancellationToken);
        Task<Task> first = SendOnThreadOfItsOwn(adapter);
        await stream.Entered.Soon();

        Task second = await SendOnThreadOfItsOwn(adapter).Soon();

        Assert.False(first.IsCompleted);
        stream.Unblock();
        await Task.WhenAll(first.Unwrap(), second).Soon();
    }

    private static Task<Task> SendOnThreadOfItsOwn(PipelinedAdapter adapter) => Task.Factory.StartNew(
        () => adapter.SendPacketAsync(MqttPingReqPacket.Instance, TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static MqttClientOptions Options(Stream stream) => new()
    {
        ProtocolVersion = MqttProtocolVersion.V500,
        ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = new DnsEndPoint("nowhere", 1), StreamProvider = new Provider(stream) },
    };

    private sealed class Provider(Stream stream) : IMqttClientStreamProvider
    {
        public Task<Stream> ConnectAsync(EndPoint remoteEndpoint, CancellationToken cancellationToken) => Task.FromResult(stream);
    }

    /// <summary>A socket whose first write blocks its thread.</summary>
    private sealed class BlockedStream : MemoryStream
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _unblocked = new();

        public Task Entered => _entered.Task;

        public void Unblock() => _unblocked.Set();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _entered.TrySetResult();
            _unblocked.Wait(Waiting.Limit, CancellationToken.None);
            return default;
        }

        protected override void Dispose(bool disposing)
        {
            _unblocked.Set();
            base.Dispose(disposing);
        }
    }

    private sealed class Nobody : IMqttReceiver
    {
        public void OnMessage(in MqttMessage message)
        {
        }

        public void OnClosed(string reason)
        {
        }
    }
}
