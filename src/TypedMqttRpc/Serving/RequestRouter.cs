using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Finds what serves a topic on this connection. A message goes to the filter that fits it best, and to no other.</summary>
internal sealed class RequestRouter
{
    private readonly Lock _lock = new();
    private volatile Table _table = new(TopicTrie<IServedFilter>.Empty);

    /// <summary>Another object whenever something is served or ended.</summary>
    public object Served => _table;

    /// <exception cref="InvalidOperationException">One of the filters is served already.</exception>
    public void Add(IReadOnlyList<KeyValuePair<string, IServedFilter>> served)
    {
        lock (_lock)
        {
            TopicTrie<IServedFilter> present = _table.Filters;
            if (served.Select(static each => each.Key).FirstOrDefault(present.Contains) is { } filter)
            {
                throw new InvalidOperationException(
                    $"'{filter}' is served already on this connection: dispose what serves it, bind its topic tokens differently, or serve through another connection.");
            }

            _table = new(present.Add(served));
        }
    }

    public void Remove(IEnumerable<string> filters)
    {
        lock (_lock)
        {
            TopicTrie<IServedFilter> changed = _table.Filters;
            foreach (string filter in filters)
            {
                changed = changed.Remove(filter);
            }

            _table = new(changed);
        }
    }

    public bool Serves(string topic) => _table.Filters.TryMatch(topic, out _);

    /// <returns>Whether something here serves the message's topic.</returns>
    public bool OnMessage(in MqttMessage message)
    {
        Table table = _table;
        if (table.Found.Find(message.Topic) is not { } target)
        {
            if (!table.Filters.TryMatch(message.Topic, out IServedFilter? served))
            {
                return false;
            }

            target = table.Found.Keep(message.Topic, served.TargetOf(message.Topic));
        }

        target.OnMessage(message);
        return true;
    }

    private sealed class Table(TopicTrie<IServedFilter> filters)
    {
        public TopicTrie<IServedFilter> Filters => filters;

        public TopicCache<ITopicTarget> Found { get; } = new();
    }
}
