using TypedMqttRpc.Network;

namespace TypedMqttRpc.Testing;

/// <summary>The sessions of a broker, in the order in which they began. Guarded by the broker's lock.</summary>
internal sealed class SessionTable(TimeProvider time, DeliveryTraffic deliveries)
{
    // MQTT 5.0 section 3.1.2.11.2: this many seconds mean for ever.
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(uint.MaxValue);

    private readonly List<Entry> _entries = [];

    /// <summary>The sessions that have not expired.</summary>
    public IEnumerable<BrokerSession> All
    {
        get
        {
            Expire();
            return _entries.Select(static entry => entry.Session);
        }
    }

    public BrokerSession? Find(string clientId)
    {
        Expire();
        return _entries.Find(entry => entry.Session.ClientId == clientId)?.Session;
    }

    /// <summary>Goes on with the client's session, or begins one: MQTT 5.0 section 3.1.2.4.</summary>
    public BrokerSession Open(MqttSessionOptions options, out bool isPresent)
    {
        BrokerSession? session = Find(options.ClientId);
        if (options.CleanStart && session is not null)
        {
            Remove(session);
            session = null;
        }

        isPresent = session is not null;
        if (session is null)
        {
            session = new(options.ClientId, time, deliveries);
            _entries.Add(new(session));
        }

        EntryOf(session).Expiry = options.SessionExpiry;
        return session;
    }

    /// <summary>The session's connection ended.</summary>
    public void Leave(BrokerSession session)
    {
        session.Connection = null;
        if (session.IsForgotten)
        {
            return;
        }

        EntryOf(session).OfflineSince = time.GetTimestamp();
        Expire();
    }

    /// <summary>The client said goodbye for good.</summary>
    public void End(BrokerSession session)
    {
        session.Connection = null;
        Remove(session);
    }

    public void Clear()
    {
        foreach (Entry entry in _entries.ToArray())
        {
            Remove(entry.Session);
        }
    }

    private void Remove(BrokerSession session)
    {
        session.Forget();
        _entries.RemoveAll(entry => entry.Session == session);
    }

    private void Expire()
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            Entry entry = _entries[i];
            if (entry.Session.Connection is null && entry.Expiry < Never && time.GetElapsedTime(entry.OfflineSince) >= entry.Expiry)
            {
                entry.Session.Forget();
                _entries.RemoveAt(i);
            }
        }
    }

    private Entry EntryOf(BrokerSession session) => _entries.Find(entry => entry.Session == session)!;

    private sealed class Entry(BrokerSession session)
    {
        public BrokerSession Session => session;

        public TimeSpan Expiry { get; set; }

        public long OfflineSince { get; set; }
    }
}
