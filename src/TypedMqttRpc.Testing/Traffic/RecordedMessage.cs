using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>A PUBLISH packet that an <see cref="InMemoryBroker"/> received or sent.</summary>
/// <param name="ClientId">Who published it, or whom it was delivered to. Empty for <see cref="InMemoryBroker.Inject"/>.</param>
/// <param name="Message">The message, as it was on the connection.</param>
public readonly record struct RecordedMessage(string ClientId, MqttMessage Message);
