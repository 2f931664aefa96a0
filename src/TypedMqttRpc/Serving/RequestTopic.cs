namespace TypedMqttRpc.Serving;

/// <summary>What the topic of a request says. The same for every request on it.</summary>
internal sealed class RequestTopic(string topic, IHandlerTable handlers)
{
    /// <summary>The topic of the service.</summary>
    public string Service { get; } = handlers.ServiceTopicOf(topic);

    /// <summary>The handler; <see langword="null"/> when there is no such method.</summary>
    public RequestHandler? Handler { get; } = handlers.Find(topic);

    public TopicTokens Tokens { get; } = handlers.TokensOf(topic);

    /// <summary>The caller's client id, where the topic names it.</summary>
    public string? Caller { get; } = handlers.CallerOf(topic);

    /// <summary>How a trace calls what is served here.</summary>
    public string Operation { get; } = handlers.Find(topic)?.Method?.ToString() ?? handlers.Name;
}
