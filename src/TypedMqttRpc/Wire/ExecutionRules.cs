namespace TypedMqttRpc.Wire;

/// <summary>What an error response says about whether the call ran.</summary>
internal static class ExecutionRules
{
    /// <summary>Only refusals that a server gives before it starts a handler count as "not executed".</summary>
    public static RpcExecution Of(RpcStatus status, bool applicationError) => applicationError
        ? RpcExecution.Executed
        : status is RpcStatus.InvalidArgument or RpcStatus.PayloadTooLarge or RpcStatus.UnsupportedMediaType or RpcStatus.ResourceExhausted
            or RpcStatus.Unimplemented or RpcStatus.Unavailable or RpcStatus.UnsupportedVersion
            ? RpcExecution.NotExecuted
            : RpcExecution.Unknown;
}
