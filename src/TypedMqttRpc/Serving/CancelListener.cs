using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Hears that callers have given up. A cancellation names the request by the same Response Topic and Correlation Data.</summary>
internal sealed class CancelListener(ServedRoute route) : IServedFilter, ITopicTarget
{
    public ITopicTarget TargetOf(string topic) => this;

    public void OnMessage(in MqttMessage message)
    {
        // With identified callers the topic says who cancels, and nobody else's response topic passes.
        string? caller = route.Handlers.CallerOf(message.Topic);
        if (message.Retain || message.CorrelationData.IsEmpty
            || route.FindResponseTopicProblem(message.ResponseTopic, caller, out AnswerPlace? place) is not null)
        {
            route.Server.Drop(message.Topic, "it names no call");
            return;
        }

        string service = ServiceTopics.ServiceOfCancel(message.Topic, caller);
        route.Duplicates.Cancel(CallKey.Of(message, place, service, caller is not null), message, service);
    }
}
