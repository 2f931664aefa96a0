using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Where a server lets a request send its answer. The Response Topic is the requester's free choice, so without these rules a request
/// could make the server publish anywhere.
/// </summary>
internal sealed class ResponseTopicRules(RequestRouter router, IReadOnlyList<string> allowed)
{
    /// <returns>Why not, as the end of a sentence; <see langword="null"/> when the topic is fine.</returns>
    public string? FindProblem(string? topic, string? caller) =>
        topic is null ? "is missing; set it, and let every bridge on the way speak MQTT 5 (Mosquitto: 'bridge_protocol_version mqttv50'), since others drop it"
        : TopicName.FindProblem(topic) is { } problem ? problem
        : router.TryFind(topic, out _) ? "is served by this very client, so the answer would be a request"
        : caller is not null && !topic.StartsWith(ServiceTopics.ResponseRoot(caller), StringComparison.Ordinal)
            ? $"is not under '{ServiceTopics.ResponseRoot(caller)}', where the caller named by the request's topic listens"
        : allowed.Count > 0 && !allowed.Any(filter => TopicFilter.Matches(filter, topic)) ? "is not among the allowed response topics"
        : null;
}
