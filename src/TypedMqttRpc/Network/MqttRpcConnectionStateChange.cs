namespace TypedMqttRpc;

/// <summary>A change of a connection's state.</summary>
/// <param name="State">The state it has now.</param>
/// <param name="Reason">Why, as one sentence; <see langword="null"/> when there is nothing to explain.</param>
public sealed record MqttRpcConnectionStateChange(MqttRpcConnectionState State, string? Reason);
