namespace TypedMqttRpc;

/// <summary>What becomes of a call whose request was sent when the connection is lost.</summary>
public enum RpcReconnect
{
    /// <summary>
    /// It goes on: after the reconnect the request is sent again with the same correlation data, so that the server recognizes it and
    /// runs it once. If the contract names a shared subscription group, only idempotent methods are sent again, since another member may get the request;
    /// other calls end as with <see cref="FailFast"/>.
    /// </summary>
    Resume,

    /// <summary>It ends at once with <see cref="RpcStatus.Unavailable"/>; it may have run.</summary>
    FailFast,
}
