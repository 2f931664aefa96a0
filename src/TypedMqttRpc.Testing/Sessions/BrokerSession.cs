using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>
/// What the broker keeps of a client beyond one connection: MQTT 5.0 section 4.1. Guarded by the broker's lock.
/// </summary>
internal sealed class BrokerSession(string clientId, TimeProvider time, DeliveryTraffic deliveries)
{
    private readonly Queue<WaitingMessage> _queue = new();
    private WaitingMessage? _unacknowledged;
    private int _held;

    public string ClientId => clientId;

    /// <summary>By the text of the filter.</summary>
    public Dictionary<string, BrokerSubscription> Subscriptions { get; } = [];

    /// <summary>The open connection, if there is one.</summary>
    public BrokerConnection? Connection { get; set; }

    public bool IsForgotten { get; private set; }

    public void Enqueue(MqttMessage message)
    {
        if (_queue.Count + _held >= deliveries.MaximumQueued)
        {
            deliveries.Overflowed++;
            return;
        }

        WaitingMessage waiting = new(message, time);
        if (deliveries.TryKeep(new(clientId, message), () => Release(waiting)))
        {
            _held++;
            return;
        }

        Append(waiting);
    }

    /// <summary>Takes the next message to deliver; it counts as unacknowledged until <see cref="Acknowledge"/>.</summary>
    public bool TryTake(out MqttMessage message)
    {
        if (_unacknowledged is { } repeated && repeated.TryCountDown(out message))
        {
            message = message with { Duplicate = true };
            return true;
        }

        while (_queue.TryDequeue(out WaitingMessage waiting))
        {
            if (waiting.TryCountDown(out message))
            {
                _unacknowledged = waiting.Qos > 0 ? waiting : null;
                return true;
            }
        }

        _unacknowledged = null;
        message = default!;
        return false;
    }

    public void Acknowledge() => _unacknowledged = null;

    public void Forget()
    {
        IsForgotten = true;
        Subscriptions.Clear();
        _queue.Clear();
        _unacknowledged = null;
    }

    private void Release(WaitingMessage waiting)
    {
        _held--;
        Append(waiting);
    }

    private void Append(in WaitingMessage waiting)
    {
        // QoS 0 is not kept for a client that is away (section 4.5 leaves it to the broker; most throw it away).
        if (IsForgotten || (Connection is null && waiting.Qos == 0))
        {
            return;
        }

        _queue.Enqueue(waiting);
        Connection?.Deliver();
    }
}
