namespace TypedMqttRpc.Serving;

/// <summary>What becomes of a request that has just arrived.</summary>
internal enum AdmissionDecision
{
    /// <summary>It runs at once.</summary>
    Run,

    /// <summary>It runs when another one has ended.</summary>
    Queued,

    /// <summary>The queue is full.</summary>
    Full,

    /// <summary>Serving has ended.</summary>
    Closed,
}
