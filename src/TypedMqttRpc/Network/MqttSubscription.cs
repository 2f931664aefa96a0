using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>A subscription to one filter.</summary>
/// <param name="Filter">The topic filter, with <c>$share/…/</c> in front for a group.</param>
/// <param name="Qos">The highest quality of service at which messages are wanted.</param>
/// <param name="WantsRetained">Retained messages are wanted when the subscription is made (Retain Handling 0); otherwise never (2).</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct MqttSubscription(string Filter, int Qos, bool WantsRetained = false);
