using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>
/// Hands the messages of a session to the receiver of one connection: one after the other, never on a publisher's stack.
/// What is not the receiver's is guarded by the broker's lock, which is never held while the receiver runs.
/// </summary>
internal sealed class DeliveryPump(InMemoryBroker broker, BrokerConnection connection, BrokerSession session, IMqttReceiver receiver) : IThreadPoolWorkItem
{
    private bool _isScheduled;
    private bool _hasEnded;
    private string? _farewell;

    public void Schedule()
    {
        if (!_isScheduled)
        {
            _isScheduled = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Delivers nothing more.</summary>
    /// <param name="farewell">What the receiver is told, after the message that it may be busy with.</param>
    public void End(string? farewell)
    {
        _hasEnded = true;
        _farewell = farewell;
        Schedule();
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out MqttMessage message, out int times))
        {
            for (int i = 0; i < times; i++)
            {
                HandOver(i == 0 ? message : message with { Duplicate = message.Qos > 0 });
            }

            Acknowledge();
        }

        // Once ended the pump stays scheduled, so this is reached with a farewell only once.
        if (_farewell is { } farewell)
        {
            receiver.OnClosed(farewell);
        }
    }

    private bool TryTake(out MqttMessage message, out int times)
    {
        lock (broker.Gate)
        {
            if (!_hasEnded && !broker.IsFrozen && session.TryTake(out message))
            {
                times = broker.Deliveries.TakeTimes(message.Topic);
                return true;
            }

            message = default!;
            times = 0;
            _isScheduled = _hasEnded;
            return false;
        }
    }

    private void HandOver(MqttMessage message)
    {
        try
        {
            connection.OnReceived();
            receiver.OnMessage(message);
        }
        catch (Exception broken)
        {
            // Receivers promise not to throw; one that does must fail its test, not the process.
            connection.Close($"the receiver threw {broken}");
            return;
        }

        broker.Deliveries.Record(new(session.ClientId, message));
    }

    private void Acknowledge()
    {
        lock (broker.Gate)
        {
            // The acknowledgement of a connection that ended meanwhile does not reach the broker.
            if (!_hasEnded)
            {
                session.Acknowledge();
            }
        }
    }
}
