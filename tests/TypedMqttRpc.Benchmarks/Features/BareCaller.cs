using TypedMqttRpc.Calling;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Features;

/// <summary>Bytes out, bytes in: a request is published, and its response finds the call by its correlation data, in the library's own table.</summary>
internal sealed class BareCaller : IMqttReceiver, IPublishCompletion
{
    private readonly PendingCalls _calls = new(10_000);
    private IMqttSession _session = null!;

    public async Task ConnectAsync(IMqttNetwork network) => _session = await network.ConnectAsync(new() { ClientId = "caller" }, this, CancellationToken.None);

    public ValueTask<int> CallAsync(ReadOnlyMemory<byte> payload)
    {
        BareCall call = BareCall.Rent();
        ValueTask<int> result = call.Result;
        if (!_calls.TryReserve(call, out CorrelationData correlation))
        {
            throw new InvalidOperationException("Too many calls wait.");
        }

        correlation.Write(call.Bytes.Span, asText: false);
        _calls.Activate(correlation, BareServer.ResponseTopic, deadline: long.MaxValue);
        _session.Publish(
            new MqttMessage { Topic = BareServer.Topic, ResponseTopic = BareServer.ResponseTopic, CorrelationData = call.Bytes, Payload = payload, Qos = 1 }, this);
        return result;
    }

    public void OnMessage(in MqttMessage message)
    {
        if (_calls.TryTake(message.CorrelationData.Span, message.Topic, out PendingCall? call))
        {
            ((BareCall)call).Answer(message);
        }
    }

    public void OnClosed(string reason)
    {
    }

    public void OnPublished(MqttReasonCode answer)
    {
    }

    public void OnNotPublished(MqttConnectionLostException lost)
    {
    }

    public void OnFailed(Exception unforeseen)
    {
    }
}
