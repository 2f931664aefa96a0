using System.Diagnostics.CodeAnalysis;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Finds what serves a topic on this connection. A message goes to the filter that fits it best, and to no other.</summary>
internal sealed class RequestRouter
{
    private readonly Lock _lock = new();
    private volatile Table _table = new(TopicTrie<ITopicTarget>.Empty);

    /// <summary>Another object whenever something is served or ended.</summary>
    public object Served => _table;

    /// <exception cref="InvalidOperationException">One of the filters is served already.</exception>
    public void Add(IReadOnlyList<KeyValuePair<string, ITopicTarget>> targets)
    {
        lock (_lock)
        {
            TopicTrie<ITopicTarget> present = _table.Targets;
            if (targets.Select(static target => target.Key).FirstOrDefault(present.Contains) is { } filter)
            {
                throw new InvalidOperationException(
                    $"'{filter}' is served already on this connection: dispose what serves it, bind its topic tokens differently, or serve through another connection.");
            }

            _table = new(present.Add(targets));
        }
    }

    public void Remove(IEnumerable<string> filters)
    {
        lock (_lock)
        {
            TopicTrie<ITopicTarget> changed = _table.Targets;
            foreach (string filter in filters)
            {
                changed = changed.Remove(filter);
            }

            _table = new(changed);
        }
    }

    public bool TryFind(string topic, [NotNullWhen(true)] out ITopicTarget? target) => _table.Targets.TryMatch(topic, out target);

    /// <returns>Whether something here serves the message's topic.</returns>
    public bool OnMessage(in MqttMessage message)
    {
        Table table = _table;
        if (table.Found.Find(message.Topic) is not { } target)
        {
            if (!table.Targets.TryMatch(message.Topic, out target))
            {
                return false;
            }

            table.Found.Keep(message.Topic, target);
        }

        target.OnMessage(message);
        return true;
    }

    private sealed class Table(TopicTrie<ITopicTarget> targets)
    {
        public TopicTrie<ITopicTarget> Targets => targets;

        public TopicCache<ITopicTarget> Found { get; } = new();
    }
}
