using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Shapes;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>
/// Watches the announcements of the services that are called, so that a caller learns when the instance that runs its call is gone, and when
/// there is one again. A hint only: a service that announces nothing can be called all the same.
/// </summary>
internal sealed class ServiceWatch(SessionKeeper keeper, CallSettings settings, TimeProvider time, ILogger log)
{
    /// <summary>How long a call whose request the broker has for nobody waits for a service that was lost; and for how long the loss is reason to.</summary>
    public static readonly TimeSpan ReturnGrace = TimeSpan.FromSeconds(3);

    /// <summary>How long after its loss a service may come back and find the requests that the broker has taken for it.</summary>
    public static readonly TimeSpan LossGrace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, WatchedService> _services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MqttService, bool> _contracts = [];
    private readonly DepartedLives _departed = new();
    private int _watchesDepartures;

    /// <summary>Whether any server ever had a contract that a caller here cannot call, which calls need not ask where all is well.</summary>
    private volatile bool _mayConflict;

    /// <summary>The services that are watched, and whether any announcement of each has ever come.</summary>
    public IEnumerable<(string Service, bool HasHeard)> Watched => _services.Select(static each => (each.Key, each.Value.HasHeard));

    /// <summary>Raised when an instance is lost: the service, the filter that it served, and which topics others are known to serve.</summary>
    public event Action<string, string, Func<string, bool>>? Gone;

    /// <summary>Raised when an instance has come that was not there before, after another was lost.</summary>
    public event Action<string, string>? CameBack;

    /// <summary>Begins to watch a service at its first call. The call does not wait for that.</summary>
    public void Watch(MqttService service)
    {
        if (settings.WatchesServices && !_contracts.ContainsKey(service) && _contracts.TryAdd(service, true))
        {
            // Two contracts may be about one service.
            var watched = new WatchedService();
            bool isFirst = _services.TryAdd(service.Name, watched);
            watched = _services[service.Name];
            watched.AddContract(service);
            _mayConflict |= watched.HasConflict;
            if (isFirst)
            {
                _ = SubscribeAsync(service.Name);
            }
        }
    }

    /// <summary>Why no announced server of a topic can understand a call of a method; <see langword="null"/> when one can, or none is known.</summary>
    public ShapeDifference? FindConflict(MqttMethod method, string topic) =>
        _mayConflict && _services.TryGetValue(method.Service.Name, out WatchedService? watched) ? watched.FindConflict(method, topic) : null;

    /// <summary>Whether a topic was served until a moment ago by an instance that is lost, with nobody in its place.</summary>
    public bool IsMissed(MqttService service, string topic, TimeSpan within) =>
        _services.TryGetValue(service.Name, out WatchedService? watched) && watched.IsMissed(topic, within, time);

    /// <summary>Whether a topic was served by an announced instance, and is by none now.</summary>
    public bool IsAbsent(MqttService service, string topic) =>
        _services.TryGetValue(service.Name, out WatchedService? watched) && watched.IsAbsent(topic);

    /// <summary>The life of the one server of a topic, if it was known already at a moment.</summary>
    public uint? LifeAt(MqttService service, string topic, long moment) =>
        _services.TryGetValue(service.Name, out WatchedService? watched) ? watched.LifeAt(topic, moment) : null;

    /// <summary>The connection is lost, and with it the news until the next one.</summary>
    public void OnLost() => _departed.Clear();

    /// <returns>Whether the message is about presence.</returns>
    public bool OnMessage(in MqttMessage message)
    {
        if (TryReadLast(message.Topic, ServiceTopics.Gone(settings.TopicPrefix, string.Empty), out string? instance))
        {
            if (message.Payload.Length == sizeof(uint))
            {
                uint life = BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span);
                _departed.Add(instance, life);
                Leave(instance, life);
            }
            else
            {
                _departed.Remove(instance);
            }

            return true;
        }

        foreach ((string service, WatchedService watched) in _services)
        {
            if (TryReadLast(message.Topic, ServiceTopics.Announcement(settings.TopicPrefix, service, string.Empty), out instance))
            {
                OnAnnouncement(service, watched, instance, message.Payload);
                return true;
            }
        }

        return false;
    }

    private void OnAnnouncement(string service, WatchedService watched, string instance, ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
        {
            // It stops of its own will, and answers what it still runs.
            watched.Remove(instance);
        }
        else if (Announcement.TryRead(payload) is { } announcement && announcement.Service == service)
        {
            watched.AddAnnouncedContract(announcement, payload);
            bool isBack = watched.Add(instance, announcement, time.GetTimestamp());
            _mayConflict |= watched.HasConflict;
            if (_departed.Contains(announcement.Life))
            {
                // What it left behind. Its connection was lost before this client began to watch.
                watched.Lose(instance, announcement.Life, time);
            }
            else if (isBack)
            {
                CameBack?.Invoke(service, announcement.Filter);
            }
        }
        else
        {
            CallLog.AnnouncementMalformed(log, service, instance);
        }
    }

    private void Leave(string client, uint life)
    {
        foreach ((string service, WatchedService watched) in _services)
        {
            foreach (Announcement gone in watched.Lose(client, life, time))
            {
                Gone?.Invoke(service, gone.Filter, watched.IsServed);
            }
        }
    }

    private static bool TryReadLast(string topic, string root, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? last)
    {
        last = topic.StartsWith(root, StringComparison.Ordinal) ? topic[root.Length..] : null;
        return last is not null && !last.Contains('/');
    }

    private async Task SubscribeAsync(string service)
    {
        try
        {
            var announcements = new MqttSubscription(ServiceTopics.AnnouncementFilter(settings.TopicPrefix, service), settings.Qos, WantsRetained: true);
            await keeper.SubscribeAsync(
                Interlocked.Exchange(ref _watchesDepartures, 1) == 0
                    ? [new MqttSubscription(ServiceTopics.GoneFilter(settings.TopicPrefix), settings.Qos, WantsRetained: true), announcements]
                    : [announcements],
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception refused)
        {
            CallLog.NotWatching(log, service, refused.Message);
        }
    }
}
