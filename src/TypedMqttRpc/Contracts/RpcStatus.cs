namespace TypedMqttRpc;

/// <summary>How a call ended. The names are those of gRPC where it has one; the numbers on the wire are in the protocol page.</summary>
public enum RpcStatus
{
    /// <summary>A number this version does not know.</summary>
    Unknown,

    /// <summary>It succeeded.</summary>
    Ok,

    /// <summary>The request was malformed, or a field was missing or wrong.</summary>
    InvalidArgument,

    /// <summary>The caller did not say who it is.</summary>
    Unauthenticated,

    /// <summary>The caller, or the client at its broker, may not do this.</summary>
    PermissionDenied,

    /// <summary>What the call is about does not exist.</summary>
    NotFound,

    /// <summary>What the call would make exists already.</summary>
    AlreadyExists,

    /// <summary>The system is not in the state that the call needs.</summary>
    FailedPrecondition,

    /// <summary>There was no answer in time.</summary>
    DeadlineExceeded,

    /// <summary>The request or the response is larger than the receiver or the broker allows.</summary>
    PayloadTooLarge,

    /// <summary>The server does not read this content type.</summary>
    UnsupportedMediaType,

    /// <summary>A queue or a limit is full; try again later.</summary>
    ResourceExhausted,

    /// <summary>The call was cancelled.</summary>
    Cancelled,

    /// <summary>The handler threw, or one side broke the protocol.</summary>
    Internal,

    /// <summary>The service has no such method.</summary>
    Unimplemented,

    /// <summary>The request was sent again, and may have run, in an earlier life of the server or too long ago to be remembered; or it ran, and its answer is not there any more.</summary>
    Aborted,

    /// <summary>Nobody serves the method at the moment, or there is no connection.</summary>
    Unavailable,

    /// <summary>The two sides speak different versions of the protocol or contract.</summary>
    UnsupportedVersion,

    /// <summary>Something was lost on the way that cannot be recovered.</summary>
    DataLoss,
}
