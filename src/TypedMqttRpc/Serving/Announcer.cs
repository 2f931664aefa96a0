using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Says, in retained messages, what this instance serves, and in the Will of its connection that it is gone. A retained message expires
/// unless it is renewed, so that an instance which never comes back leaves nothing for ever.
/// </summary>
internal sealed class Announcer : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Announcement> _announced = new(StringComparer.Ordinal);
    private readonly SessionKeeper _keeper;
    private readonly ServerSettings _settings;
    private readonly ILogger _log;
    private readonly ITimer _renewal;
    private int _wasConnected;

    public Announcer(SessionKeeper keeper, ServerSettings settings, TimeProvider time, ILogger log)
    {
        _keeper = keeper;
        _settings = settings;
        _log = log;
        _renewal = time.CreateTimer(static state => ((Announcer)state!).AnnounceAll(), this, Lasts / 2, Lasts / 2);
    }

    /// <summary>
    /// The Will, which says whose life has ended. It is kept as long as an announcement, for callers that come later; the delay lets a connection that
    /// is only made again pass without a word.
    /// </summary>
    public static MqttWill MakeWill(string? topicPrefix, string clientId, uint life)
    {
        byte[] epitaph = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(epitaph, life);
        return new MqttWill(
            new MqttMessage
            {
                Topic = ServiceTopics.Gone(topicPrefix, clientId),
                Payload = epitaph,
                Qos = 1,
                Retain = true,
                ExpirySeconds = Expiry.ToSeconds(Lasts),
            },
            TimeSpan.FromSeconds(1));
    }

    /// <summary>A service that is announced from the next connection on, or the next <see cref="AnnounceAsync"/>.</summary>
    /// <returns>The topic of the announcement, by which it is made and taken back.</returns>
    public string Add(MqttService service, string filter, string? group) =>
        TakeTopic(service.Name, new Announcement(service.Name, filter, group, _settings.Life, [.. service.Methods.Select(static method => method.Name)])
        {
            Fingerprint = service.Fingerprint,
            Shapes = [.. service.Methods.Where(static method => method.Shape is not null).Select(static method => new KeyValuePair<string, string>(method.Name, method.Shape!))],
        });

    /// <summary>Announces a service now.</summary>
    public Task AnnounceAsync(string topic) => _announced.TryGetValue(topic, out Announcement? announcement) ? PublishAsync(topic, announcement.Write()) : Task.CompletedTask;

    /// <summary>Takes an announcement back.</summary>
    public Task RemoveAsync(string topic) => _announced.TryRemove(topic, out _) ? PublishAsync(topic, []) : Task.CompletedTask;

    /// <summary>The connection is up, for the first time or again: what the broker said meanwhile of this client's end is void.</summary>
    public void OnConnected()
    {
        if (Interlocked.Exchange(ref _wasConnected, 1) != 0)
        {
            _ = PublishAsync(ServiceTopics.Gone(_settings.TopicPrefix, _settings.Instance), []);
        }

        AnnounceAll();
    }

    /// <summary>Announces everything again.</summary>
    /// <returns>For each topic whether the broker has taken it.</returns>
    public Task<(string Topic, bool IsTaken)[]> AnnounceAgainAsync() =>
        Task.WhenAll(_announced.Select(async each => (each.Key, await PublishAsync(each.Key, each.Value.Write()).ConfigureAwait(false))));

    private void AnnounceAll() => _ = AnnounceAgainAsync();

    public void Dispose() => _renewal.Dispose();

    /// <summary>One client may serve a service several times, with other topic tokens; each has an announcement.</summary>
    private string TakeTopic(string service, Announcement announcement)
    {
        for (int number = 1; ; number++)
        {
            string instance = number == 1 ? _settings.Instance : $"{_settings.Instance}.{number}";
            string topic = ServiceTopics.Announcement(_settings.TopicPrefix, service, instance);
            if (_announced.TryAdd(topic, announcement))
            {
                return topic;
            }
        }
    }

    /// <returns>Whether the broker has taken it.</returns>
    private async Task<bool> PublishAsync(string topic, byte[] payload)
    {
        if (_keeper.Session is not { } session)
        {
            return false;
        }

        try
        {
            MqttReasonCode answer = await session.PublishAsync(new MqttMessage
            {
                Topic = topic,
                Payload = payload,
                Qos = Math.Min(1, session.Limits.MaximumQos),
                Retain = true,
                ExpirySeconds = payload.Length == 0 ? 0 : Expiry.ToSeconds(Lasts),
            }).ConfigureAwait(false);
            if (answer >= MqttReasonCode.UnspecifiedError)
            {
                ServingLog.AnnouncementRefused(_log, topic, answer);
                return false;
            }

            return true;
        }
        catch (MqttConnectionLostException)
        {
            // Announced again after the reconnect.
            return false;
        }
    }
}
