using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Peers;

/// <summary>A network without a broker: the scenario hands messages to a connection, and sees what it publishes, at the speed of memory.</summary>
internal sealed class DirectNetwork(Action<MqttMessage> onPublish) : IMqttNetwork
{
    private IMqttReceiver? _receiver;

    public string Broker => "no broker";

    public Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken)
    {
        _receiver = receiver;
        return Task.FromResult<IMqttSession>(new Session(onPublish));
    }

    /// <summary>The message arrives at the connection, on this thread.</summary>
    public void Deliver(in MqttMessage message) => _receiver!.OnMessage(message);

    private sealed class Session(Action<MqttMessage> onPublish) : IMqttSession
    {
        public MqttBrokerLimits Limits { get; } = new();

        public long ReceivedPackets => 0;

        public Task PingAsync() => Task.CompletedTask;

        public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message)
        {
            onPublish(message);
            return new(MqttReasonCode.Success);
        }

        public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MqttReasonCode>>([.. subscriptions.Select(static subscription => (MqttReasonCode)subscription.Qos)]);

        public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
