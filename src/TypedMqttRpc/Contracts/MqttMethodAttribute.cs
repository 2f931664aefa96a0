namespace TypedMqttRpc;

/// <summary>Settings of one method of a <see cref="MqttServiceAttribute">service</see>; a method needs none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MqttMethodAttribute : Attribute
{
    /// <summary>
    /// The method's topic level; by default its name in camel case without <c>Async</c>. Overloads need one each.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The method may run more than once for one call without harm. A call then also survives the death of its server: its request goes to a successor
    /// or to another member of the group, where it runs again.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>What becomes of a call whose request was sent when the connection is lost; <see cref="RpcReconnect.Resume"/> by default.</summary>
    public RpcReconnect Reconnect { get; set; }

    /// <summary>The longest a call may take, in milliseconds, from 1 to 86,400,000 (a day); 0 (the default) leaves it to the connection.</summary>
    public int TimeoutMs { get; set; }

    /// <summary>The quality of service of request and response: 0 or 1; -1 (the default) leaves it to the connection, whose default is 1.</summary>
    public int Qos { get; set; } = -1;

    /// <summary>No response is wanted: the call ends when the broker has taken the request, which a lost connection can delay. For methods without a result.</summary>
    public bool OneWay { get; set; }

    /// <summary>The largest request payload the server decodes, in bytes; 0 (the default) leaves it to the server, whose default is 256 KiB.</summary>
    public int MaxRequestBytes { get; set; }
}
