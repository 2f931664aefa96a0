using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>A connection whose messages go through our adapter, and everything else through MQTTnet's client above it.</summary>
internal sealed class PipelinedSession(MqttNetSession client, PipelinedAdapter adapter) : IMqttSession
{
    public MqttBrokerLimits Limits => client.Limits;

    public long ReceivedPackets => adapter.ReceivedPackets;

    public void Publish(in MqttMessage message, IPublishCompletion completion) => adapter.Publish(message, completion);

    public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message)
    {
        var completion = new Completion();
        adapter.Publish(message, completion);
        return new(completion.Task);
    }

    public Task PingAsync() => client.PingAsync();

    public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
        client.SubscribeAsync(subscriptions, cancellationToken);

    public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => client.UnsubscribeAsync(filters, cancellationToken);

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private sealed class Completion : IPublishCompletion
    {
        private readonly TaskCompletionSource<MqttReasonCode> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<MqttReasonCode> Task => _answer.Task;

        public void OnPublished(MqttReasonCode answer) => _answer.TrySetResult(answer);

        public void OnNotPublished(MqttConnectionLostException lost) => OnFailed(lost);

        public void OnFailed(Exception unforeseen)
        {
            _answer.TrySetException(unforeseen);

            // Whoever published may not look any more.
            _ = _answer.Task.Exception;
        }
    }
}
