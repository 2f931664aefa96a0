namespace TypedMqttRpc.Serving;

/// <summary>What a request that has just arrived is to the <see cref="DuplicateTable"/>.</summary>
internal enum Arrival
{
    /// <summary>It was never seen here, and is remembered from now on.</summary>
    New,

    /// <summary>The same request waits or runs; that one will answer.</summary>
    Running,

    /// <summary>The same request has ended, and its outcome is known.</summary>
    Ended,

    /// <summary>Its caller has made a later call in the same slot, so nobody waits for it any more.</summary>
    Outdated,

    /// <summary>As many requests as allowed are remembered already.</summary>
    Full,
}
