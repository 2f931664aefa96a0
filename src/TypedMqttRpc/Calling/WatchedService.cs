using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>The announced instances of one service.</summary>
internal sealed class WatchedService
{
    /// <summary>The filters of instances that are gone are kept, to tell a service that comes back from one that never was.</summary>
    private const int MaxDeparted = 1_000;

    private const int MaxInstances = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Announcement> _instances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _departed = new(StringComparer.Ordinal);

    /// <returns>Whether it is in the place of one that had gone.</returns>
    public bool Add(string instance, Announcement announcement)
    {
        lock (_lock)
        {
            if (_instances.Count >= MaxInstances && !_instances.ContainsKey(instance))
            {
                return false;
            }

            bool isAnotherLife = _instances.TryGetValue(instance, out Announcement? earlier) && earlier.Life != announcement.Life;
            _instances[instance] = announcement;
            return _departed.Remove(announcement.Filter) || isAnotherLife;
        }
    }

    /// <param name="instance">The instance.</param>
    /// <param name="life">The life that has ended; <see langword="null"/> for whichever it has.</param>
    /// <returns>What it had announced, if it was there.</returns>
    public Announcement? Remove(string instance, uint? life)
    {
        lock (_lock)
        {
            if (!_instances.TryGetValue(instance, out Announcement? announcement) || (life is not null && announcement.Life != life))
            {
                return null;
            }

            _instances.Remove(instance);
            if (_departed.Count < MaxDeparted)
            {
                _departed.Add(announcement.Filter);
            }

            return announcement;
        }
    }

    public bool IsServed(string topic)
    {
        lock (_lock)
        {
            return _instances.Values.Any(instance => TopicFilter.Matches(instance.Filter, topic));
        }
    }

    public bool WasServed(string topic)
    {
        lock (_lock)
        {
            return _departed.Any(filter => TopicFilter.Matches(filter, topic));
        }
    }
}
