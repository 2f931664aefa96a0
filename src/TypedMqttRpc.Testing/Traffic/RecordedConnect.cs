using TypedMqttRpc.Network;

namespace TypedMqttRpc.Testing;

/// <summary>An attempt to connect to an <see cref="InMemoryBroker"/>.</summary>
/// <param name="Options">What CONNECT said.</param>
/// <param name="Accepted">Whether the connection was opened.</param>
/// <param name="SessionPresent">Whether the broker went on with an earlier session: MQTT 5.0 section 3.2.2.1.1.</param>
public readonly record struct RecordedConnect(MqttSessionOptions Options, bool Accepted, bool SessionPresent);
