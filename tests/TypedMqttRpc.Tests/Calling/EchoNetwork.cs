using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>A network that answers every request at once, on the publisher's own stack, or never, and makes no garbage of its own.</summary>
internal sealed class EchoNetwork(byte[]? answer) : IMqttNetwork, IMqttSession
{
    private static readonly List<KeyValuePair<string, string>> Ok = [new("__stat", "200")];

    private IMqttReceiver _receiver = null!;

    public string Broker => "no broker";

    public MqttBrokerLimits Limits { get; } = new();

    public long ReceivedPackets => 0;

    public Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken)
    {
        _receiver = receiver;
        return Task.FromResult<IMqttSession>(this);
    }

    public void Publish(in MqttMessage message, IPublishCompletion completion)
    {
        var response = new MqttMessage { Topic = message.ResponseTopic ?? "nobody", CorrelationData = message.CorrelationData, Payload = answer, UserProperties = Ok };
        completion.OnPublished(MqttReasonCode.Success);
        if (answer is not null)
        {
            _receiver.OnMessage(response);
        }
    }

    public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message) => new(MqttReasonCode.Success);

    public Task PingAsync() => Task.CompletedTask;

    public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MqttReasonCode>>([.. subscriptions.Select(static subscription => (MqttReasonCode)subscription.Qos)]);

    public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
