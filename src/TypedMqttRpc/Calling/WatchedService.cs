using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>The announced instances of one service.</summary>
internal sealed class WatchedService
{
    /// <summary>The filters of lost instances are kept, to tell a service that comes back from one that never was.</summary>
    private const int MaxLost = 1_000;

    private const int MaxInstances = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Announcement> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lostAt = new(StringComparer.Ordinal);

    /// <returns>Whether it is in the place of one that was lost.</returns>
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
            return _lostAt.Remove(announcement.Filter) || isAnotherLife;
        }
    }

    /// <summary>An instance has taken its announcement back.</summary>
    public void Remove(string instance)
    {
        lock (_lock)
        {
            _instances.Remove(instance);
        }
    }

    /// <summary>The connection of an instance was lost.</summary>
    /// <returns>What it had announced in this life, if anything.</returns>
    public Announcement? Lose(string instance, uint life, TimeProvider time)
    {
        lock (_lock)
        {
            if (!_instances.TryGetValue(instance, out Announcement? announcement) || announcement.Life != life)
            {
                return null;
            }

            _instances.Remove(instance);
            if (_lostAt.Count < MaxLost)
            {
                _lostAt[announcement.Filter] = time.GetTimestamp();
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

    /// <summary>Whether an instance that served a topic was lost within the given time.</summary>
    public bool WasServed(string topic, TimeSpan within, TimeProvider time)
    {
        lock (_lock)
        {
            return _lostAt.Any(lost => time.GetElapsedTime(lost.Value) < within && TopicFilter.Matches(lost.Key, topic));
        }
    }
}
