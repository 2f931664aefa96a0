namespace TypedMqttRpc;

/// <summary>Where a connection stands.</summary>
public enum MqttRpcConnectionState
{
    /// <summary>The first attempts are under way.</summary>
    Connecting,

    /// <summary>The broker answers, and every subscription is in place.</summary>
    Connected,

    /// <summary>The connection was lost; attempts go on for ever. Calls wait for it within their deadlines.</summary>
    Reconnecting,

    /// <summary>The connection was disposed, or the first connect failed for good.</summary>
    Closed,
}
