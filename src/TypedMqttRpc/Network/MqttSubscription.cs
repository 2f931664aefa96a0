using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>A subscription to one filter.</summary>
/// <param name="Filter">The topic filter, with <c>$share/…/</c> in front for a group.</param>
/// <param name="Qos">The highest quality of service at which messages are wanted.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct MqttSubscription(string Filter, int Qos);
