using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <content>What can happen to the broker as a whole.</content>
public sealed partial class InMemoryBroker
{
    private readonly Queue<Action> _arrivedWhileFrozen = new();

    /// <summary>Whether the broker is frozen, see <see cref="Freeze"/>.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Ends a client's connection. Its session lives on as long as its Session Expiry says.</summary>
    /// <param name="clientId">Whose.</param>
    /// <param name="reason">What DISCONNECT says (MQTT 5.0 section 3.14.2.1); <see langword="null"/> cuts the connection without a word.</param>
    /// <returns><see langword="false"/> when the client is not connected.</returns>
    public bool Disconnect(string clientId, MqttReasonCode? reason = null)
    {
        lock (Gate)
        {
            BrokerConnection? connection = Sessions.Find(clientId)?.Connection;
            Close(connection, reason);
            return connection is not null;
        }
    }

    /// <summary>Ends all connections. Sessions live on as long as their Session Expiry says.</summary>
    /// <param name="reason">What DISCONNECT says (MQTT 5.0 section 3.14.2.1); <see langword="null"/> cuts the connections without a word.</param>
    public void DisconnectAll(MqttReasonCode? reason = null)
    {
        lock (Gate)
        {
            foreach (BrokerSession session in Sessions.All.ToArray())
            {
                Close(session.Connection, reason);
            }
        }
    }

    /// <summary>
    /// Cuts all connections and forgets sessions and retained messages, as when a broker without persistence is killed and started again.
    /// Recordings, holds and faults in store stay. A frozen broker is thawed.
    /// </summary>
    public void Restart()
    {
        lock (Gate)
        {
            DisconnectAll();
            Sessions.Clear();
            _retained.Clear();
            Thaw();
        }
    }

    /// <summary>
    /// Stops the broker, with connections open, as a stopped process does: nothing that clients send is answered or recorded, nothing is delivered,
    /// until <see cref="Thaw"/>. A delivery that has begun ends. Expiry is counted down only for what the broker had taken before.
    /// </summary>
    public void Freeze()
    {
        lock (Gate)
        {
            IsFrozen = true;
        }
    }

    /// <summary>Lets a frozen broker go on, with what clients sent meanwhile, in order.</summary>
    public void Thaw()
    {
        lock (Gate)
        {
            IsFrozen = false;
            while (_arrivedWhileFrozen.TryDequeue(out Action? arrived))
            {
                arrived();
            }

            foreach (BrokerSession session in Sessions.All)
            {
                session.Connection?.Deliver();
            }
        }
    }

    /// <summary>
    /// Publishes a message as no client of this broker could: RETAIN reaches subscribers as it is here,
    /// as from a broker that ignores Retain Handling, and nothing about the message is checked. It works on a frozen broker too, where it waits for delivery.
    /// </summary>
    /// <param name="message">The message. If it is retained, it is stored too.</param>
    /// <returns><see cref="MqttReasonCode.NoMatchingSubscribers"/> when it is for nobody.</returns>
    public MqttReasonCode Inject(in MqttMessage message)
    {
        lock (Gate)
        {
            return Publishing.Route(new(string.Empty, message), retainAsPublished: true);
        }
    }

    /// <summary>Does what a packet asks for, now or when the broker thaws. Called under the lock.</summary>
    internal void Arrive(Action packet)
    {
        if (IsFrozen)
        {
            _arrivedWhileFrozen.Enqueue(packet);
        }
        else
        {
            packet();
        }
    }

    private static void Close(BrokerConnection? connection, MqttReasonCode? reason)
    {
        if (reason is { } code)
        {
            connection?.Close(code);
        }
        else
        {
            connection?.Close("the connection was cut");
        }
    }
}
