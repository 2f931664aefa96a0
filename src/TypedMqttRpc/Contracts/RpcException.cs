namespace TypedMqttRpc;

/// <summary>
/// A call that failed. A handler throws it to answer with a status of its choice: the status and the message then reach the caller.
/// </summary>
/// <remarks>Cancellation by the caller's own token is not one of these: it stays an <see cref="OperationCanceledException"/>.</remarks>
public class RpcException : Exception
{
    /// <summary>Makes an error for a handler to answer with.</summary>
    /// <param name="status">The status; not <see cref="RpcStatus.Ok"/>.</param>
    /// <param name="message">One sentence for the person at the other end; it is sent over the wire.</param>
    /// <param name="innerException">The cause; it stays in this process.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is <see cref="RpcStatus.Ok"/>.</exception>
    public RpcException(RpcStatus status, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(status, RpcStatus.Ok);
        Status = status;
    }

    /// <summary>How the call ended.</summary>
    public RpcStatus Status { get; }

    /// <summary>Whether the call ran. <see cref="RpcExecution.NotExecuted"/> is never a guess.</summary>
    public RpcExecution Execution { get; init; }

    /// <summary>The server answered with this error; otherwise it arose in this process.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The same call may succeed a little later.</summary>
    public bool IsTransient => Status is RpcStatus.Unavailable or RpcStatus.ResourceExhausted or RpcStatus.DeadlineExceeded;

    /// <summary>How long the server asks the caller to wait before it tries again, where it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The service, where the call was typed.</summary>
    public string? Service { get; init; }

    /// <summary>The method's topic level, where the call was typed.</summary>
    public string? Method { get; init; }

    /// <summary>The topic of the request.</summary>
    public string? Topic { get; init; }

    /// <summary>The field of the request that was wrong, where one was.</summary>
    public string? Field { get; init; }

    /// <summary>What the broker answered, where it caused the error.</summary>
    public MqttReasonCode? BrokerReason { get; init; }

    /// <summary>The detail of a declared fault, or <see langword="null"/> when there is none of this type.</summary>
    /// <typeparam name="TDetail">The type declared with <see cref="RpcFaultAttribute"/>.</typeparam>
    public TDetail? Fault<TDetail>()
        where TDetail : class => (this as RpcFaultException<TDetail>)?.Detail;

    /// <summary>
    /// The library made this error for a caller. When it passes through a handler it must not travel on as if the handler had chosen it.
    /// </summary>
    internal bool EndedCall { get; init; }
}
