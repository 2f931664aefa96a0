namespace TypedMqttRpc.Testing;

/// <summary>One filter of a SUBSCRIBE packet that an <see cref="InMemoryBroker"/> received.</summary>
/// <param name="ClientId">Who subscribes.</param>
/// <param name="Filter">The filter, with <c>$share/…/</c> in front for a group.</param>
/// <param name="Answer">What SUBACK said. <see cref="MqttReasonCode.Success"/>, for QoS 0, while it is held.</param>
public readonly record struct RecordedSubscription(string ClientId, string Filter, MqttReasonCode Answer);
