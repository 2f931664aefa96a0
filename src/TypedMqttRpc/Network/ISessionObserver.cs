using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>Is told what happens on the connection that a <see cref="SessionKeeper"/> keeps. Its methods return at once and never throw.</summary>
internal interface ISessionObserver
{
    /// <summary>A message arrived, possibly before the connection counts as up.</summary>
    void OnMessage(in MqttMessage message);

    /// <summary>The connection is up, and every subscription in place.</summary>
    void OnConnected(LiveSession session);

    /// <summary>The connection was lost; whatever was sent over it may or may not have arrived.</summary>
    void OnLost(string reason);

    void OnStateChanged(MqttRpcConnectionState state, string? reason);
}
