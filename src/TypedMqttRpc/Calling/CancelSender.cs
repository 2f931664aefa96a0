using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Tells every instance of a service that a call is not wanted any more.</summary>
internal sealed class CancelSender(SessionKeeper keeper, string clientId, ILogger log)
{
    /// <summary>Does not wait for the broker. Without a connection nothing is sent, and the service goes on until the call's deadline.</summary>
    public void Send(PendingCall call)
    {
        if (call.Method is { OneWay: false } method && keeper.Session is { } session)
        {
            MqttMessage request = call.Request;
            _ = SendAsync(session, new MqttMessage
            {
                Topic = ServiceTopics.CancelOf(request.Topic, method.Name, method.Service.IdentifyCaller ? clientId : null),
                ResponseTopic = request.ResponseTopic,
                Qos = request.Qos,
                ExpirySeconds = request.ExpirySeconds,

                // A copy: the call's own memory is used again once it has ended.
                CorrelationData = request.CorrelationData.ToArray(),
            });
        }
    }

    private async Task SendAsync(LiveSession session, MqttMessage cancel)
    {
        try
        {
            MqttReasonCode answer = await session.PublishAsync(cancel).ConfigureAwait(false);
            if (answer >= MqttReasonCode.UnspecifiedError)
            {
                CallLog.CancelRefused(log, cancel.Topic, answer);
            }
        }
        catch (Exception failure)
        {
            CallLog.CancelNotSent(log, cancel.Topic, failure);
        }
    }
}
