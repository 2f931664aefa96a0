using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>The Wills of the clients: MQTT 5.0 sections 3.1.2.5 and 3.1.3.2.2. Guarded by the broker's lock.</summary>
internal sealed class WillTable(TimeProvider time, Lock gate, Action<MqttMessage> publish)
{
    private readonly Dictionary<string, Entry> _byClient = new(StringComparer.Ordinal);

    /// <summary>A client connects: a Will that waits is void if its session goes on, and due if it does not.</summary>
    public void OnConnect(MqttSessionOptions options)
    {
        if (_byClient.Remove(options.ClientId, out Entry? earlier))
        {
            earlier.Timer?.Dispose();
            if (earlier.IsWaiting && options.CleanStart)
            {
                publish(earlier.Will.Message);
            }
        }

        if (options.Will is { } will)
        {
            _byClient.Add(options.ClientId, new(will, options.SessionExpiry));
        }
    }

    /// <summary>A client said goodbye, which voids its Will.</summary>
    public void OnGoodbye(string clientId) => _byClient.Remove(clientId);

    /// <summary>A client's connection was lost.</summary>
    public void OnLost(string clientId)
    {
        if (!_byClient.TryGetValue(clientId, out Entry? entry) || entry.IsWaiting)
        {
            return;
        }

        TimeSpan delay = entry.Will.Delay < entry.SessionExpiry ? entry.Will.Delay : entry.SessionExpiry;
        if (delay == TimeSpan.Zero)
        {
            _byClient.Remove(clientId);
            publish(entry.Will.Message);
            return;
        }

        entry.IsWaiting = true;
        entry.Timer = time.CreateTimer(_ => OnDue(clientId, entry), null, delay, Timeout.InfiniteTimeSpan);
    }

    private void OnDue(string clientId, Entry entry)
    {
        lock (gate)
        {
            entry.Timer?.Dispose();
            if (_byClient.TryGetValue(clientId, out Entry? present) && present == entry)
            {
                _byClient.Remove(clientId);
                publish(entry.Will.Message);
            }
        }
    }

    private sealed class Entry(MqttWill will, TimeSpan sessionExpiry)
    {
        public MqttWill Will => will;

        public TimeSpan SessionExpiry => sessionExpiry;

        public bool IsWaiting { get; set; }

        public ITimer? Timer { get; set; }
    }
}
