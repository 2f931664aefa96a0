using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>What messages on a topic go to. Called on the receive path: returns at once and never throws.</summary>
internal interface ITopicTarget
{
    void OnMessage(in MqttMessage message);
}
