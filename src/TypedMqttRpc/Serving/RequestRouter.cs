using System.Diagnostics.CodeAnalysis;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Finds what serves a topic on this connection. A message goes to the filter that fits it best, and to no other.</summary>
internal sealed class RequestRouter
{
    private readonly Lock _lock = new();
    private volatile TopicTrie<ITopicTarget> _targets = TopicTrie<ITopicTarget>.Empty;

    /// <exception cref="InvalidOperationException">One of the filters is served already.</exception>
    public void Add(IReadOnlyList<KeyValuePair<string, ITopicTarget>> targets)
    {
        lock (_lock)
        {
            TopicTrie<ITopicTarget> changed = _targets;
            foreach ((string filter, ITopicTarget target) in targets)
            {
                changed = !changed.Contains(filter) ? changed.Add(filter, target) : throw new InvalidOperationException(
                    $"'{filter}' is served already on this connection: dispose what serves it, bind its topic tokens differently, or serve through another connection.");
            }

            _targets = changed;
        }
    }

    public void Remove(IEnumerable<string> filters)
    {
        lock (_lock)
        {
            foreach (string filter in filters)
            {
                _targets = _targets.Remove(filter);
            }
        }
    }

    public bool TryFind(string topic, [NotNullWhen(true)] out ITopicTarget? target) => _targets.TryMatch(topic, out target);

    /// <returns>Whether something here serves the message's topic.</returns>
    public bool OnMessage(in MqttMessage message)
    {
        if (!TryFind(message.Topic, out ITopicTarget? target))
        {
            return false;
        }

        target.OnMessage(message);
        return true;
    }
}
