namespace TypedMqttRpc.Testing;

/// <summary>A subscription of a session, with the quality of service that was granted.</summary>
internal sealed record BrokerSubscription(SubscriptionFilter Filter, int Qos);
