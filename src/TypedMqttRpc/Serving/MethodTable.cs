using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Serving;

/// <summary>The methods of a served service, found by the topic level that follows the service's own.</summary>
internal sealed class MethodTable : IHandlerTable
{
    private readonly Dictionary<string, RequestHandler>.AlternateLookup<ReadOnlySpan<char>> _handlers;
    private readonly MqttService _service;
    private readonly TopicTemplate _template;

    /// <param name="service">The service.</param>
    /// <param name="template">Its template, with the connection's prefix in front.</param>
    /// <param name="handlers">Its handlers by method name.</param>
    public MethodTable(MqttService service, TopicTemplate template, Dictionary<string, RequestHandler> handlers)
    {
        _service = service;
        _template = template;
        _handlers = handlers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Name => _service.Name;

    public MqttService Service => _service;

    public string ServiceTopicOf(string topic) => topic[..WithoutCaller(topic).LastIndexOf('/')];

    public RequestHandler? Find(string topic) => _handlers.TryGetValue(MethodLevel(topic), out RequestHandler? handler) ? handler : null;

    public string? CallerOf(string topic) => _service.IdentifyCaller ? topic[(topic.LastIndexOf('/') + 1)..] : null;

    public TopicTokens TokensOf(string topic) => _template.Read(topic);

    public string DescribeMissing(string topic) =>
        $"{_service.Name} has no method '{MethodLevel(topic)}'; it has {string.Join(", ", _handlers.Dictionary.Keys.Order(StringComparer.Ordinal))}.";

    private ReadOnlySpan<char> MethodLevel(string topic)
    {
        ReadOnlySpan<char> rest = WithoutCaller(topic);
        return rest[(rest.LastIndexOf('/') + 1)..];
    }

    private ReadOnlySpan<char> WithoutCaller(string topic) => _service.IdentifyCaller ? topic.AsSpan(0, topic.LastIndexOf('/')) : topic;
}
