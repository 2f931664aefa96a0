namespace TypedMqttRpc.Faults.Proxy;

/// <summary>What becomes of a packet on its way through a proxy.</summary>
internal enum PacketAction
{
    Pass,

    Drop,

    /// <summary>It passes, and once more with the DUP flag.</summary>
    Duplicate,

    /// <summary>It waits until <see cref="FaultProxy.Release"/>.</summary>
    Hold,

    /// <summary>It changes places with the next packet of its direction.</summary>
    Swap,
}
