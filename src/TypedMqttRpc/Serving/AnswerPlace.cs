using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Serving;

/// <summary>A Response Topic to which this server publishes.</summary>
internal sealed class AnswerPlace
{
    /// <param name="topic">The topic.</param>
    /// <param name="served">What was served when it was found good.</param>
    public AnswerPlace(string topic, object served)
    {
        Served = served;
        Caller = ServiceTopics.ClientOfResponse(topic) ?? topic;
        CallerHash = Caller.GetHashCode();
    }

    public object Served { get; }

    /// <summary>Whom a request counts for where callers share something: the client whose response topic it is.</summary>
    public string Caller { get; }

    /// <summary>The part of a <see cref="CallKey"/>'s hash that is the caller's.</summary>
    public int CallerHash { get; }
}
