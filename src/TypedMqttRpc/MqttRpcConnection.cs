using System.ComponentModel;
using MessagePack;

namespace TypedMqttRpc;

/// <summary>A connection to a broker, through which services are called and served. Thread-safe.</summary>
public sealed class MqttRpcConnection : RpcInvoker
{
    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public override ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(BoundService service, MqttMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public override ValueTask InvokeAsync<TRequest>(BoundService service, MqttMethod<TRequest, Nil> method, TRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
