using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Hears that callers have given up. A cancellation names the request by the same Response Topic and Correlation Data.</summary>
internal sealed class CancelListener(ServedRoute route) : ITopicTarget
{
    public void OnMessage(in MqttMessage message)
    {
        // With identified callers the topic says who cancels, and nobody else's response topic passes.
        if (message.Retain || message.CorrelationData.IsEmpty
            || route.FindResponseTopicProblem(message.ResponseTopic, route.Handlers.CallerOf(message.Topic)) is not null)
        {
            route.Server.Drop(message.Topic, "it names no call");
            return;
        }

        route.Duplicates.Cancel(message);
    }
}
