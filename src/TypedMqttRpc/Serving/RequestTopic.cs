using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>What the topic of a request says. The same for every request on it.</summary>
internal sealed class RequestTopic(string topic, ServedRoute route) : ITopicTarget
{
    /// <summary>The topic of the service.</summary>
    public string Service { get; } = route.Handlers.ServiceTopicOf(topic);

    /// <summary>The handler; <see langword="null"/> when there is no such method.</summary>
    public RequestHandler? Handler { get; } = route.Handlers.Find(topic);

    public TopicTokens Tokens { get; } = route.Handlers.TokensOf(topic);

    /// <summary>The caller's client id, where the topic names it.</summary>
    public string? Caller { get; } = route.Handlers.CallerOf(topic);

    /// <summary>How a trace calls what is served here.</summary>
    public string Operation { get; } = route.Handlers.Find(topic)?.Method?.ToString() ?? route.Handlers.Name;

    public void OnMessage(in MqttMessage message) => route.OnRequest(message, this);
}
