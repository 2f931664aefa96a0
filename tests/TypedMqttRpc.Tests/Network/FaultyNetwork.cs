using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network;

/// <summary>A network one of whose publishes fails, while the connection lives on and answers pings.</summary>
internal sealed class FaultyNetwork(IMqttNetwork inner) : IMqttNetwork
{
    private Exception? _failure;

    public string Broker => inner.Broker;

    /// <summary>What the next publish fails with.</summary>
    public void FailNext(Exception failure) => _failure = failure;

    public async Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken) =>
        new Session(await inner.ConnectAsync(options, receiver, cancellationToken), this);

    private sealed class Session(IMqttSession inner, FaultyNetwork network) : IMqttSession
    {
        public MqttBrokerLimits Limits => inner.Limits;

        public long ReceivedPackets => inner.ReceivedPackets;

        public Task PingAsync() => inner.PingAsync();

        public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message) =>
            Interlocked.Exchange(ref network._failure, null) is { } failure ? ValueTask.FromException<MqttReasonCode>(failure) : inner.PublishAsync(message);

        public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
            inner.SubscribeAsync(subscriptions, cancellationToken);

        public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => inner.UnsubscribeAsync(filters, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
