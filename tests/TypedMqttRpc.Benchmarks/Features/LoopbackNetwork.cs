using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Features;

/// <summary>
/// Two connections without a broker or a socket: what one publishes the other receives at once, on the publisher's stack, one message after the other, as
/// on a receive path. It allocates nothing, so that what remains is the two ends.
/// </summary>
internal sealed class LoopbackNetwork : IMqttNetwork
{
    private readonly Session _session = new();

    private LoopbackNetwork()
    {
    }

    public string Broker => "no broker";

    /// <summary>A network for each end. Each connects once.</summary>
    public static (LoopbackNetwork Caller, LoopbackNetwork Server) MakePair()
    {
        LoopbackNetwork caller = new();
        LoopbackNetwork server = new();
        (caller._session.Peer, server._session.Peer) = (server._session, caller._session);
        return (caller, server);
    }

    public Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken)
    {
        _session.Receiver = receiver;
        return Task.FromResult<IMqttSession>(_session);
    }

    private sealed class Session : IMqttSession
    {
        private readonly Lock _receiving = new();

        public Session Peer { get; set; } = null!;

        public IMqttReceiver? Receiver { get; set; }

        public MqttBrokerLimits Limits { get; } = new();

        public long ReceivedPackets => 0;

        public void Publish(in MqttMessage message, IPublishCompletion completion)
        {
            // Before the publisher may use the message's memory again.
            Peer.Receive(message);
            completion.OnPublished(MqttReasonCode.Success);
        }

        public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message)
        {
            Peer.Receive(message);
            return new(MqttReasonCode.Success);
        }

        public Task PingAsync() => Task.CompletedTask;

        public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MqttReasonCode>>([.. subscriptions.Select(static subscription => (MqttReasonCode)subscription.Qos)]);

        public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Receive(in MqttMessage message)
        {
            lock (_receiving)
            {
                Receiver?.OnMessage(message);
            }
        }
    }
}
