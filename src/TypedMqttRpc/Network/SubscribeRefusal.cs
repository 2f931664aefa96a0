namespace TypedMqttRpc.Network;

/// <summary>What a SUBACK means to a person: MQTT 5.0 section 3.9.3.</summary>
internal static class SubscribeRefusal
{
    /// <returns>A sentence that names the filter and what to do, or <see langword="null"/> when the subscription is as asked for.</returns>
    public static string? Find(MqttSubscription subscription, MqttReasonCode answer) => answer switch
    {
        MqttReasonCode.NotAuthorized => $"Not authorized to subscribe to '{subscription.Filter}': check the broker's ACL.",
        MqttReasonCode.SharedSubscriptionsNotSupported =>
            $"The broker has no shared subscriptions, so '{subscription.Filter}' cannot be subscribed to: serve without a group, or use a broker that has them.",
        MqttReasonCode.WildcardSubscriptionsNotSupported =>
            $"The broker has no wildcard subscriptions, so '{subscription.Filter}' cannot be subscribed to: allow them in the broker.",
        MqttReasonCode.TopicFilterInvalid => $"The broker does not accept the topic filter '{subscription.Filter}'.",
        MqttReasonCode.QuotaExceeded => $"The broker allows no more subscriptions, so '{subscription.Filter}' was refused: raise its limit for this client.",
        >= MqttReasonCode.UnspecifiedError =>
            $"The broker refused to subscribe to '{subscription.Filter}' with reason 0x{(byte)answer:X2} ({answer}): its log says why.",
        _ when (int)answer < subscription.Qos =>
            $"The broker grants only QoS {(int)answer} for '{subscription.Filter}', where QoS {subscription.Qos} is needed: raise its limit, or set the connection's Qos to {(int)answer}.",
        _ => null,
    };
}
