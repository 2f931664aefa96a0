namespace TypedMqttRpc;

/// <summary>What a broker lets a client do with a topic.</summary>
public enum AccessRight
{
    /// <summary>Messages of a filter are delivered to the client.</summary>
    Read,

    /// <summary>The client may publish to a topic.</summary>
    Write,
}
