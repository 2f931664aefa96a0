using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Whom a request counts for where callers share something: the client whose response topic it names.</summary>
internal static class CallerName
{
    public static string Of(in MqttMessage request) =>
        request.ResponseTopic is { } topic ? ServiceTopics.ClientOfResponse(topic) ?? topic : string.Empty;
}
