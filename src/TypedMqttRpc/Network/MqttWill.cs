using System.ComponentModel;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>What a broker publishes for a client whose connection was lost: MQTT 5.0 sections 3.1.2.5 and 3.1.3.2.</summary>
/// <param name="Message">The message: topic, payload, quality of service, retain and expiry.</param>
/// <param name="Delay">How long the client may stay away before that, in whole seconds; the end of its session ends the wait.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record MqttWill(MqttMessage Message, TimeSpan Delay);
