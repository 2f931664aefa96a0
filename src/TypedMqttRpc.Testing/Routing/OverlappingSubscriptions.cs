namespace TypedMqttRpc.Testing;

/// <summary>
/// How often a client gets a message that several of its subscriptions match. MQTT 5.0 section 3.3.4 allows both, and brokers differ.
/// A shared subscription is never merged with another.
/// </summary>
public enum OverlappingSubscriptions
{
    /// <summary>Once, at the highest quality of service among them.</summary>
    Once,

    /// <summary>Once for each, as Mosquitto does for overlapping wildcards.</summary>
    OncePerSubscription,
}
