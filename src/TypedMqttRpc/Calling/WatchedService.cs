using TypedMqttRpc.Shapes;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>The announced instances of one service.</summary>
internal sealed class WatchedService
{
    /// <summary>Beyond this many instances later ones are not watched; their calls are as those of a service that announces nothing.</summary>
    private const int MaxInstances = 100_000;

    private const int MaxSearched = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Announcement> _instances = new(StringComparer.Ordinal);

    /// <summary>Since when each instance is known in its present life. Being lost for a while does not begin a new one.</summary>
    private readonly Dictionary<string, (Announcement What, long Since)> _known = new(StringComparer.Ordinal);

    /// <summary>How many instances serve each filter.</summary>
    private readonly Dictionary<string, int> _served = new(StringComparer.Ordinal);

    /// <summary>The filters that nobody serves any more, and when the last one was lost, if it was. Mostly there are none.</summary>
    private readonly Dictionary<string, long?> _absent = new(StringComparer.Ordinal);

    private readonly ContractConflicts _conflicts = new();

    /// <summary>The instances that have a contract which a caller here cannot call. Mostly there are none.</summary>
    private readonly Dictionary<string, Announcement> _conflicting = new(StringComparer.Ordinal);

    private volatile int _absentCount;

    private volatile int _conflictingCount;

    /// <summary>Whether any announcement has ever come.</summary>
    public bool HasHeard { get; private set; }

    /// <summary>Whether an instance has a contract that a caller here cannot call.</summary>
    public bool HasConflict => _conflictingCount != 0;

    /// <summary>A caller uses a contract of the service.</summary>
    public void AddContract(MqttService contract)
    {
        lock (_lock)
        {
            _conflicts.AddOwn(contract);
            foreach ((string instance, Announcement announcement) in _instances)
            {
                NoteConflict(instance, announcement);
            }
        }
    }

    /// <summary>Why no announced instance that serves a topic can be called there; <see langword="null"/> when one can, or none is known.</summary>
    public ShapeDifference? FindConflict(MqttMethod method, string topic) => _conflictingCount is 0 or > MaxSearched ? null : SearchConflict(method, topic);

    /// <summary>All the others are searched only for a call that may have to be refused. Apart from who asks, as below.</summary>
    private ShapeDifference? SearchConflict(MqttMethod method, string topic)
    {
        lock (_lock)
        {
            ShapeDifference? conflict = _conflicting.Values.Where(Serves).Select(Conflict).FirstOrDefault(static found => found is not null);
            return conflict is null || _instances.Values.Any(instance => Serves(instance) && Conflict(instance) is null) ? null : conflict;
        }

        bool Serves(Announcement instance) => TopicFilter.Matches(instance.Filter, topic);
        ShapeDifference? Conflict(Announcement instance) => _conflicts.Find(method, instance);
    }

    /// <summary>Notes the contract of an announcement, which is still in its bytes.</summary>
    public void AddAnnouncedContract(Announcement announcement, ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            _conflicts.AddAnnounced(announcement, bytes);
        }
    }

    /// <returns>Whether it is in the place of one that was lost.</returns>
    public bool Add(string instance, Announcement announcement, long now)
    {
        lock (_lock)
        {
            HasHeard = true;
            if (_instances.Count >= MaxInstances && !_instances.ContainsKey(instance))
            {
                return false;
            }

            bool isAnotherLife = false;
            if (_instances.TryGetValue(instance, out Announcement? earlier))
            {
                isAnotherLife = earlier.Life != announcement.Life;
                if (earlier.Filter == announcement.Filter)
                {
                    Count(earlier.Filter, -1);
                }
                else
                {
                    Leave(earlier.Filter, lostAt: null);
                }
            }

            if (!_known.TryGetValue(instance, out var known) || known.What.Life != announcement.Life || known.What.Filter != announcement.Filter)
            {
                ForgetIfFull();
                _known[instance] = (announcement, now);
            }

            _instances[instance] = announcement;
            NoteConflict(instance, announcement);
            Count(announcement.Filter, +1);
            bool wasLost = _absent.Remove(announcement.Filter, out long? lostAt) && lostAt is not null;
            _absentCount = _absent.Count;
            return wasLost || isAnotherLife;
        }
    }

    /// <summary>
    /// The life of the one instance that serves a topic, or did until it was lost, if it was known already at a moment. Of a large fleet it is not looked for:
    /// every call that is sent again would search it.
    /// </summary>
    public uint? LifeAt(string topic, long moment)
    {
        lock (_lock)
        {
            if (_known.Count > MaxSearched)
            {
                return null;
            }

            bool isServed = IsServed(topic);
            uint? life = null;
            foreach ((string instance, (Announcement what, long since)) in _known)
            {
                if ((!isServed || _instances.ContainsKey(instance)) && TopicFilter.Matches(what.Filter, topic))
                {
                    if (life is not null || since >= moment)
                    {
                        return null;
                    }

                    life = what.Life;
                }
            }

            return life;
        }
    }

    /// <summary>An instance has taken its announcement back.</summary>
    public void Remove(string instance)
    {
        lock (_lock)
        {
            if (_instances.Remove(instance, out Announcement? announcement))
            {
                ForgetConflict(instance);
                _known.Remove(instance);
                Leave(announcement.Filter, lostAt: null);
            }
        }
    }

    /// <summary>The connection of instances was lost; a client that serves a service several times counts as several.</summary>
    /// <returns>What they had announced in this life.</returns>
    public IReadOnlyList<Announcement> Lose(string client, uint life, TimeProvider time)
    {
        lock (_lock)
        {
            KeyValuePair<string, Announcement>[] lost =
            [
                .. _instances.Where(instance => instance.Value.Life == life && instance.Key.StartsWith(client, StringComparison.Ordinal)),
            ];
            foreach ((string instance, Announcement announcement) in lost)
            {
                _instances.Remove(instance);
                ForgetConflict(instance);
                Leave(announcement.Filter, time.GetTimestamp());
            }

            return [.. lost.Select(static instance => instance.Value)];
        }
    }

    /// <summary>Whether an announced instance serves a topic.</summary>
    public bool IsServed(string topic)
    {
        lock (_lock)
        {
            return _served.Keys.Any(filter => TopicFilter.Matches(filter, topic));
        }
    }

    /// <summary>Whether a topic was served by an announced instance, and is by none now.</summary>
    public bool IsAbsent(string topic) => IsAbsent(topic, static _ => true);

    /// <summary>Whether that is so because the last instance was lost within the given time.</summary>
    public bool IsMissed(string topic, TimeSpan within, TimeProvider time) =>
        IsAbsent(topic, lostAt => lostAt is { } when && time.GetElapsedTime(when) < within);

    private bool IsAbsent(string topic, Func<long?, bool> since) => _absentCount != 0 && Find(topic, since);

    /// <summary>Apart from who asks, where the closure would be made for every call.</summary>
    private bool Find(string topic, Func<long?, bool> since)
    {
        lock (_lock)
        {
            return _absent.Any(filter => since(filter.Value) && TopicFilter.Matches(filter.Key, topic)) && !IsServed(topic);
        }
    }

    /// <summary>Instances that never come back must not make this grow.</summary>
    private void ForgetIfFull()
    {
        if (_known.Count >= 2 * MaxInstances)
        {
            foreach (string gone in _known.Keys.Where(instance => !_instances.ContainsKey(instance)).ToArray())
            {
                _known.Remove(gone);
            }
        }
    }

    private void Leave(string filter, long? lostAt)
    {
        Count(filter, -1);
        if (_served[filter] > 0)
        {
            return;
        }

        _served.Remove(filter);
        if (_absent.Count < MaxInstances)
        {
            _absent[filter] = lostAt;
            _absentCount = _absent.Count;
        }
    }

    private void NoteConflict(string instance, Announcement announcement)
    {
        ForgetConflict(instance);
        if (_conflicts.Has(announcement))
        {
            _conflicting[instance] = announcement;
            _conflictingCount = _conflicting.Count;
        }
    }

    private void ForgetConflict(string instance)
    {
        _conflicting.Remove(instance);
        _conflictingCount = _conflicting.Count;
    }

    private void Count(string filter, int change) => _served[filter] = _served.GetValueOrDefault(filter) + change;
}
