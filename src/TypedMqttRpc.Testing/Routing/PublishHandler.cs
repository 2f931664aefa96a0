using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>What the broker does with a PUBLISH packet: MQTT 5.0 section 3.3. Guarded by the broker's lock.</summary>
internal sealed class PublishHandler(PublishTraffic traffic, Router router, RetainedMessages retained)
{
    public void Take(BrokerConnection connection, MqttMessage message, PendingAnswer<MqttReasonCode> answer)
    {
        if (FindViolation(connection, message) is { } violation)
        {
            connection.Close(violation);
            return;
        }

        connection.InFlight += message.Qos;
        RecordedMessage recorded = new(connection.Session.ClientId, message);
        if (!traffic.TryKeep(recorded, () => Pass(connection, recorded, answer)))
        {
            Pass(connection, recorded, answer);
        }
    }

    /// <summary>Records the message and brings it to its subscribers.</summary>
    /// <param name="recorded">The message.</param>
    /// <param name="retainAsPublished">Whether subscribers see RETAIN as it was published; MQTT 5.0 section 3.3.1.3 clears it otherwise.</param>
    public MqttReasonCode Route(in RecordedMessage recorded, bool retainAsPublished)
    {
        traffic.Record(recorded);
        MqttMessage message = recorded.Message;
        if (traffic.TryTakeAnswer(message.Topic, out MqttReasonCode scripted))
        {
            return scripted;
        }

        if (message.Retain)
        {
            retained.Keep(message);
        }

        return router.Route(message with { Duplicate = false, Retain = message.Retain && retainAsPublished })
            ? MqttReasonCode.Success
            : MqttReasonCode.NoMatchingSubscribers;
    }

    private static MqttReasonCode? FindViolation(BrokerConnection connection, in MqttMessage message)
    {
        MqttBrokerLimits limits = connection.Limits;
        return message.Topic.Length == 0 || message.Topic.AsSpan().ContainsAny('+', '#', '\0') ? MqttReasonCode.TopicNameInvalid
            : PacketSize.OfPublish(message) > limits.MaximumPacketSize ? MqttReasonCode.PacketTooLarge
            : message.Qos > limits.MaximumQos ? MqttReasonCode.QoSNotSupported
            : connection.InFlight + message.Qos > limits.ReceiveMaximum ? MqttReasonCode.ReceiveMaximumExceeded
            : null;
    }

    private void Pass(BrokerConnection connection, RecordedMessage recorded, PendingAnswer<MqttReasonCode> answer)
    {
        if (connection.IsClosed)
        {
            return;
        }

        MqttReasonCode reason = Route(recorded, retainAsPublished: false);
        if (recorded.Message.Qos == 0)
        {
            connection.Answer(answer, MqttReasonCode.Success);
        }
        else if (!traffic.TryKeepAcknowledgement(recorded, Acknowledge))
        {
            Acknowledge();
        }

        void Acknowledge()
        {
            connection.InFlight--;
            connection.Answer(answer, reason);
        }
    }
}
