using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Serving;

/// <summary>A Response Topic to which this server publishes.</summary>
/// <param name="topic">The topic.</param>
/// <param name="served">What was served when it was found good.</param>
internal sealed class AnswerPlace(string topic, object served)
{
    public object Served => served;

    /// <summary>The part of a <see cref="CallKey"/>'s hash that is the topic's.</summary>
    public int Hash { get; } = topic.GetHashCode();

    /// <summary>Whom a request counts for where callers share something: the client whose response topic it is.</summary>
    public string Caller { get; } = ServiceTopics.ClientOfResponse(topic) ?? topic;
}
