using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network;

/// <summary>A network that counts the filters of each SUBSCRIBE packet.</summary>
internal sealed class CountingNetwork(IMqttNetwork inner) : IMqttNetwork
{
    public List<int> Batches { get; } = [];

    public string Broker => inner.Broker;

    public async Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken) =>
        new Session(await inner.ConnectAsync(options, receiver, cancellationToken), Batches);

    private sealed class Session(IMqttSession inner, List<int> batches) : IMqttSession
    {
        public MqttBrokerLimits Limits => inner.Limits;

        public long ReceivedPackets => inner.ReceivedPackets;

        public Task PingAsync() => inner.PingAsync();

        public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message) => inner.PublishAsync(message);

        public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
        {
            batches.Add(subscriptions.Count);
            return inner.SubscribeAsync(subscriptions, cancellationToken);
        }

        public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => inner.UnsubscribeAsync(filters, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
