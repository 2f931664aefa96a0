using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>
/// An MQTT 5 broker in memory, without sockets: give it to a connection as its network, watch the packets, and let things go wrong on demand.
/// Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Packets are watched and disturbed by kind: <see cref="Connects"/>, <see cref="Subscribes"/>, <see cref="Publishes"/> (from clients)
/// and <see cref="Deliveries"/> (to clients). The rest of the broker's life is here: <see cref="Disconnect"/>, <see cref="Restart"/>, <see cref="Freeze"/>.
/// </para>
/// <para>
/// It keeps sessions, Wills, expiry, retained messages, shared subscriptions and limits as MQTT 5.0 says. Each client's messages are delivered in order,
/// on a thread of the pool, never on the stack of who publishes; time is the <see cref="TimeProvider"/>'s. Pings are answered; keep-alive is announced, not enforced.
/// </para>
/// </remarks>
public sealed partial class InMemoryBroker : IMqttNetwork
{
    private readonly RetainedMessages _retained;
    private readonly Router _router;
    private volatile MqttBrokerLimits _limits = new();

    /// <summary>Makes a broker.</summary>
    /// <param name="timeProvider">By which messages and sessions expire; the system's when <see langword="null"/>.</param>
    public InMemoryBroker(TimeProvider? timeProvider = null)
    {
        TimeProvider time = timeProvider ?? TimeProvider.System;
        Subscribes = new(Gate);
        Publishes = new(Gate);
        Deliveries = new(Gate);
        Sessions = new(time, Deliveries);
        Wills = new(time, Gate, will => Publishing!.Route(new(string.Empty, will), retainAsPublished: false));
        _retained = new(time);
        _router = new(Sessions);
        Publishing = new(Publishes, _router, _retained);
        Subscribing = new(Subscribes, _retained);
    }

    /// <summary>Always <c>in-memory broker</c>.</summary>
    public string Broker => "in-memory broker";

    /// <summary>Attempts to connect: watch them, refuse them. Filters are client ids, <c>#</c> stands for all.</summary>
    public ConnectTraffic Connects { get; } = new();

    /// <summary>Subscriptions: watch them, refuse them, delay them. Filters are compared as text, <c>#</c> stands for all.</summary>
    public SubscribeTraffic Subscribes { get; }

    /// <summary>Messages from clients: watch them, refuse, lose or delay them and their acknowledgements. Filters are topic filters.</summary>
    public PublishTraffic Publishes { get; }

    /// <summary>Messages to clients: watch them, lose, repeat or delay them. Filters are topic filters.</summary>
    public DeliveryTraffic Deliveries { get; }

    /// <summary>
    /// What CONNACK grants, and the broker then enforces as MQTT 5.0 demands: a connection that breaks a limit is closed with the reason
    /// (0x93, 0x95, 0x9B), a shared subscription that is not available gets 0x9E. A change concerns later connections.
    /// </summary>
    public MqttBrokerLimits Limits
    {
        get => _limits;
        set => _limits = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>How often a client gets a message that several of its subscriptions match; at first once.</summary>
    public OverlappingSubscriptions OverlappingSubscriptions
    {
        get
        {
            lock (Gate)
            {
                return _router.Overlapping;
            }
        }

        set
        {
            lock (Gate)
            {
                _router.Overlapping = value;
            }
        }
    }

    /// <summary>The ids of the clients that are connected now.</summary>
    public IReadOnlyList<string> ConnectedClients
    {
        get
        {
            lock (Gate)
            {
                return [.. Sessions.All.Where(static session => session.Connection is not null).Select(static session => session.ClientId)];
            }
        }
    }

    /// <summary>A copy of the retained messages that have not expired, by topic, with what remains of their expiry.</summary>
    public IReadOnlyDictionary<string, MqttMessage> RetainedMessages
    {
        get
        {
            lock (Gate)
            {
                return _retained.Snapshot();
            }
        }
    }

    internal Lock Gate { get; } = new();

    internal SessionTable Sessions { get; }

    internal WillTable Wills { get; }

    internal PublishHandler Publishing { get; }

    internal SubscribeHandler Subscribing { get; }

    /// <summary>What a client is subscribed to now, as granted; empty when the broker knows no session of it.</summary>
    public IReadOnlyList<MqttSubscription> SubscriptionsOf(string clientId)
    {
        lock (Gate)
        {
            return Sessions.Find(clientId) is { } session
                ? [.. session.Subscriptions.Values.Select(static subscription => new MqttSubscription(subscription.Filter.Text, subscription.Qos))]
                : [];
        }
    }

    /// <inheritdoc/>
    public async Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.ClientId, nameof(options));
        ArgumentNullException.ThrowIfNull(receiver);
        cancellationToken.ThrowIfCancellationRequested();
        PendingAnswer<BrokerConnection> pending = new();
        using CancellationTokenRegistration cancel = cancellationToken.UnsafeRegister(_ => pending.Cancel(cancellationToken), null);
        lock (Gate)
        {
            Arrive(() => Accept(options, receiver, pending));
        }

        return await pending.Task.ConfigureAwait(false);
    }

    private void Accept(MqttSessionOptions options, IMqttReceiver receiver, PendingAnswer<BrokerConnection> pending)
    {
        if (pending.Task.IsCompleted)
        {
            return;
        }

        if (Connects.Refusal is { } refusal)
        {
            Connects.Record(new(options, Accepted: false, SessionPresent: false));
            pending.Fail(refusal);
            return;
        }

        Sessions.Find(options.ClientId)?.Connection?.Close(MqttReasonCode.SessionTakenOver);
        Wills.OnConnect(options);
        BrokerSession session = Sessions.Open(options, out bool isPresent);
        BrokerConnection connection = new(this, session, receiver);
        session.Connection = connection;
        connection.Deliver();
        Connects.Record(new(options, Accepted: true, isPresent));
        if (!pending.Complete(connection))
        {
            connection.Close("the client gave up connecting");
        }
    }
}
