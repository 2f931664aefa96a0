using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Where a server lets a request send its answer. The Response Topic is the requester's free choice, so without these rules a request
/// could make the server publish anywhere.
/// </summary>
internal sealed class ResponseTopicRules(RequestRouter router, IReadOnlyList<string> allowed)
{
    private readonly TopicCache<AnswerPlace> _good = new();

    /// <returns>Why not, as the end of a sentence; <see langword="null"/> when the topic is fine.</returns>
    public string? FindProblem(string? topic, string? caller) => FindProblem(topic, caller, out _);

    /// <param name="topic">The Response Topic.</param>
    /// <param name="caller">The caller's client id, where the request's topic names it.</param>
    /// <param name="place">The topic, when it is fine.</param>
    /// <returns>Why not, as the end of a sentence; <see langword="null"/> when the topic is fine.</returns>
    public string? FindProblem(string? topic, string? caller, out AnswerPlace? place)
    {
        place = null;
        if (topic is null)
        {
            return "is missing; set it, and let every bridge on the way speak MQTT 5 (Mosquitto: 'bridge_protocol_version mqttv50'), since others drop it";
        }

        // Read before the rules are asked: what comes to be served meanwhile makes them be asked again.
        object served = router.Served;
        AnswerPlace? known = _good.Find(topic);
        if (known?.Served != served)
        {
            if (FindProblem(topic) is { } problem)
            {
                return problem;
            }

            known = _good.Keep(topic, new AnswerPlace(topic, served));
        }

        if (caller is not null && !ServiceTopics.IsResponseOf(caller, topic))
        {
            return $"is not under '{ServiceTopics.ResponseRoot(caller)}', where the caller named by the request's topic listens";
        }

        place = known;
        return null;
    }

    private string? FindProblem(string topic) =>
        TopicName.FindProblem(topic) is { } problem ? problem
        : router.Serves(topic) ? "is served by this very client, so the answer would be a request"
        : allowed.Count > 0 && !allowed.Any(filter => TopicFilter.Matches(filter, topic)) ? "is not among the allowed response topics"
        : null;
}
