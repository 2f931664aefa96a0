namespace TypedMqttRpc;

/// <summary>A call that is being served. Few handlers ask for its context, so it is made when one does.</summary>
internal interface IContextSource
{
    /// <summary>
    /// Makes the context. Work that outlives its handler may ask while the call ends, and the call may be another one by the time this returns: it only
    /// copies and does not throw, and what it made is then thrown away.
    /// </summary>
    RpcContext MakeContext();
}
