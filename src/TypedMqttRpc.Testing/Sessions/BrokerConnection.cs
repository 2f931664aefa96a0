using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>An open connection of a client to the in-memory broker.</summary>
internal sealed class BrokerConnection : IMqttSession
{
    private readonly InMemoryBroker _broker;
    private readonly HashSet<PendingAnswer> _pending = [];
    private readonly DeliveryPump _pump;
    private string? _closedBecause;
    private long _receivedPackets;

    public BrokerConnection(InMemoryBroker broker, BrokerSession session, IMqttReceiver receiver)
    {
        _broker = broker;
        _pump = new(broker, this, session, receiver);
        Session = session;
        Limits = broker.Limits;
    }

    public MqttBrokerLimits Limits { get; }

    public BrokerSession Session { get; }

    public bool IsClosed => _closedBecause is not null;

    /// <summary>QoS 1 messages that the broker has read and not acknowledged: MQTT 5.0 section 4.9.</summary>
    public int InFlight { get; set; }

    public long ReceivedPackets => Volatile.Read(ref _receivedPackets);

    public Task PingAsync() => Send<bool>(answer => Answer(answer, true), out _);

    public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(message.Qos & ~1, 0, "message.Qos");

        // The sender may change the message once the publish has ended, at QoS 0 before the broker reads it.
        MqttMessage copy = message with
        {
            Payload = message.Payload.ToArray(),
            CorrelationData = message.CorrelationData.ToArray(),
            UserProperties = message.UserProperties is { } properties ? [.. properties] : null,
        };
        Task<MqttReasonCode> acknowledged = Send<MqttReasonCode>(answer => _broker.Publishing.Take(this, copy, answer), out bool isOpen);
        return isOpen && copy.Qos == 0 ? new(MqttReasonCode.Success) : new(acknowledged);
    }

    public async Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MqttSubscription[] copy = [.. subscriptions];
        return await Send<IReadOnlyList<MqttReasonCode>>(answer => _broker.Subscribing.Take(this, copy, answer), out _)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string[] copy = [.. filters];
        await Send<bool>(answer => SubscribeHandler.Remove(this, copy, answer), out _).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        End("it was disposed", tellReceiver: false);
        return ValueTask.CompletedTask;
    }

    /// <summary>The session has something to deliver, or the broker has thawed. Called under the broker's lock.</summary>
    public void Deliver() => _pump.Schedule();

    /// <summary>The broker sends DISCONNECT: MQTT 5.0 section 3.14.2.1.</summary>
    public void Close(MqttReasonCode reason) => Close($"the broker ended it with {ReasonText.Of(reason)}");

    /// <param name="reason">Why, as a sentence without its full stop.</param>
    public void Close(string reason) => End(reason, tellReceiver: true);

    /// <summary>A packet is on its way to the client.</summary>
    public void OnReceived() => Interlocked.Increment(ref _receivedPackets);

    public void Answer<T>(PendingAnswer<T> pending, T answer)
    {
        OnReceived();
        _pending.Remove(pending);
        pending.Complete(answer);
    }

    private void End(string reason, bool tellReceiver)
    {
        lock (_broker.Gate)
        {
            if (IsClosed)
            {
                return;
            }

            _closedBecause = reason;
            _pump.End(tellReceiver ? reason : null);
            if (tellReceiver)
            {
                _broker.Sessions.Leave(Session);
                _broker.Wills.OnLost(Session.ClientId);
            }
            else
            {
                // Who says goodbye wants nothing kept: DISCONNECT with Session Expiry Interval 0.
                _broker.Sessions.End(Session);
                _broker.Wills.OnGoodbye(Session.ClientId);
            }

            foreach (PendingAnswer pending in _pending)
            {
                pending.ConnectionLost(reason);
            }

            _pending.Clear();
        }
    }

    private Task<T> Send<T>(Action<PendingAnswer<T>> take, out bool isOpen)
    {
        PendingAnswer<T> pending = new();
        lock (_broker.Gate)
        {
            isOpen = !IsClosed;
            if (_closedBecause is { } reason)
            {
                pending.ConnectionLost(reason);
                return pending.Task;
            }

            _pending.Add(pending);
            _broker.Arrive(() =>
            {
                if (!IsClosed)
                {
                    take(pending);
                }
            });
        }

        return pending.Task;
    }
}
