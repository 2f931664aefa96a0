namespace TypedMqttRpc.Serving;

/// <summary>Why a handler's token fired.</summary>
internal enum CancelCause
{
    /// <summary>The call's time is over.</summary>
    Deadline,

    /// <summary>The caller does not want the answer any more.</summary>
    Caller,

    /// <summary>Serving ends.</summary>
    Stopping,
}
