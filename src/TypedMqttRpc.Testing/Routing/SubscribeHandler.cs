using TypedMqttRpc.Network;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>What the broker does with SUBSCRIBE and UNSUBSCRIBE packets: MQTT 5.0 sections 3.8 to 3.11. Guarded by the broker's lock.</summary>
internal sealed class SubscribeHandler(SubscribeTraffic traffic, RetainedMessages retained)
{
    public void Take(BrokerConnection connection, IReadOnlyList<MqttSubscription> subscriptions, PendingAnswer<IReadOnlyList<MqttReasonCode>> answer)
    {
        // One held filter holds its whole packet.
        foreach (MqttSubscription subscription in subscriptions)
        {
            RecordedSubscription waiting = new(connection.Session.ClientId, subscription.Filter, MqttReasonCode.Success);
            if (traffic.TryKeep(waiting, () => Pass(connection, subscriptions, answer)))
            {
                return;
            }
        }

        Pass(connection, subscriptions, answer);
    }

    public static void Remove(BrokerConnection connection, IReadOnlyList<string> filters, PendingAnswer<bool> answer)
    {
        foreach (string filter in filters)
        {
            connection.Session.Subscriptions.Remove(filter);
        }

        connection.Answer(answer, true);
    }

    private void Pass(BrokerConnection connection, IReadOnlyList<MqttSubscription> subscriptions, PendingAnswer<IReadOnlyList<MqttReasonCode>> answer)
    {
        if (connection.IsClosed)
        {
            return;
        }

        MqttReasonCode[] reasons = [.. subscriptions.Select(subscription => Subscribe(connection, subscription))];
        connection.Answer(answer, reasons);
        for (int i = 0; i < reasons.Length; i++)
        {
            if (subscriptions[i].WantsRetained && reasons[i] <= MqttReasonCode.GrantedQoS2)
            {
                SendRetained(connection.Session, subscriptions[i].Filter, (int)reasons[i]);
            }
        }
    }

    /// <summary>Section 3.8.3.1: Retain Handling 0.</summary>
    private void SendRetained(BrokerSession session, string filter, int qos)
    {
        foreach ((string topic, MqttMessage message) in retained.Snapshot())
        {
            if (TopicFilter.Matches(filter, topic))
            {
                session.Enqueue(message with { Qos = Math.Min(message.Qos, qos) });
            }
        }
    }

    private MqttReasonCode Subscribe(BrokerConnection connection, in MqttSubscription subscription)
    {
        SubscriptionFilter? filter = SubscriptionFilter.TryParse(subscription.Filter);
        MqttReasonCode reason =
            traffic.TryTakeAnswer(subscription.Filter, out MqttReasonCode scripted) ? scripted
            : filter is null ? MqttReasonCode.TopicFilterInvalid
            : filter.Group is not null && !connection.Limits.SharedSubscriptions ? MqttReasonCode.SharedSubscriptionsNotSupported
            : (MqttReasonCode)Math.Clamp(subscription.Qos, 0, connection.Limits.MaximumQos);
        if (filter is not null && reason <= MqttReasonCode.GrantedQoS2)
        {
            connection.Session.Subscriptions[subscription.Filter] = new(filter, (int)reason);
        }

        traffic.Record(new(connection.Session.ClientId, subscription.Filter, reason));
        return reason;
    }
}
