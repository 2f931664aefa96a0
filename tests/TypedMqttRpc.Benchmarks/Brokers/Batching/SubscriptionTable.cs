namespace TypedMqttRpc.Benchmarks.Brokers.Batching;

/// <summary>Who gets a topic's messages. The answer for a topic is kept until a subscription that could change it comes or goes.</summary>
internal sealed class SubscriptionTable
{
    private readonly Dictionary<byte[], List<Subscription>> _exact = new(BytesComparer.Instance);
    private readonly List<Subscription> _wildcards = [];
    private readonly Dictionary<byte[], Subscription[]> _routes = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], Subscription[]>.AlternateLookup<ReadOnlySpan<byte>> _routesBySpan;

    public SubscriptionTable() => _routesBySpan = _routes.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Changes whenever an answer may.</summary>
    public int Version { get; private set; }

    public void Add(Subscription subscription)
    {
        Remove(subscription.Subscriber, subscription.Filter);
        if (subscription.IsExact)
        {
            if (!_exact.TryGetValue(subscription.Filter, out List<Subscription>? list))
            {
                _exact.Add(subscription.Filter, list = []);
            }

            list.Add(subscription);
            _routes.Remove(subscription.Filter);
        }
        else
        {
            _wildcards.Add(subscription);
            _routes.Clear();
        }

        Version++;
    }

    public void Remove(ClientConnection subscriber, byte[] filter)
    {
        if (_exact.TryGetValue(filter, out List<Subscription>? list))
        {
            list.RemoveAll(subscription => subscription.Subscriber == subscriber);
            if (list.Count == 0)
            {
                _exact.Remove(filter);
            }

            _routes.Remove(filter);
        }
        else if (_wildcards.RemoveAll(subscription => subscription.Subscriber == subscriber && subscription.Filter.AsSpan().SequenceEqual(filter)) > 0)
        {
            _routes.Clear();
        }

        Version++;
    }

    public void RemoveAll(ClientConnection subscriber)
    {
        foreach (List<Subscription> list in _exact.Values)
        {
            list.RemoveAll(subscription => subscription.Subscriber == subscriber);
        }

        _wildcards.RemoveAll(subscription => subscription.Subscriber == subscriber);
        _routes.Clear();
        Version++;
    }

    /// <summary>One subscription for each client that has any that matches: the one with the highest quality of service.</summary>
    public Subscription[] Find(ReadOnlySpan<byte> topic)
    {
        if (_routesBySpan.TryGetValue(topic, out Subscription[]? route))
        {
            return route;
        }

        byte[] name = topic.ToArray();
        route = [.. _exact.GetValueOrDefault(name, []).Concat(_wildcards.Where(subscription => subscription.Matches(name)))
            .GroupBy(static subscription => subscription.Subscriber)
            .Select(static group => group.MaxBy(static subscription => subscription.Qos)!)];
        return _routes[name] = route;
    }
}
