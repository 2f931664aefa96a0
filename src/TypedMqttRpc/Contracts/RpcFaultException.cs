namespace TypedMqttRpc;

/// <summary>A failure that the method declares with <see cref="RpcFaultAttribute"/>: thrown by the handler, caught as the same type by the caller.</summary>
/// <typeparam name="TDetail">The declared type; MessagePack carries it.</typeparam>
public sealed class RpcFaultException<TDetail> : RpcException
{
    /// <summary>Makes the fault for a handler to throw.</summary>
    /// <param name="detail">What happened.</param>
    /// <param name="message">One sentence for the person at the other end.</param>
    /// <param name="status">The status that callers see which do not know the fault.</param>
    public RpcFaultException(TDetail detail, string? message = null, RpcStatus status = RpcStatus.FailedPrecondition)
        : base(status, message ?? $"The method failed with '{typeof(TDetail).Name}'.")
    {
        ArgumentNullException.ThrowIfNull(detail);
        Detail = detail;
    }

    /// <summary>What happened.</summary>
    public TDetail Detail { get; }
}
