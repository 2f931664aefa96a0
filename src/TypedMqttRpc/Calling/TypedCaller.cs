using MessagePack;
using TypedMqttRpc.Payloads;

namespace TypedMqttRpc.Calling;

/// <summary>Turns the call of a generated client into a request: topic, arguments, options.</summary>
internal sealed class TypedCaller(Caller caller)
{
    public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(
        BoundService service, MqttMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResponse>(cancellationToken);
        }

        PendingCall<TResponse>? call = Prepare(service, method, request, TypedResponseReader<TResponse>.Instance, out CallTarget target, out RpcException? error);
        return call is null ? ValueTask.FromException<TResponse>(error!) : caller.Start(call, target, service.Options, cancellationToken);
    }

    public ValueTask InvokeAsync<TRequest>(BoundService service, MqttMethod<TRequest, Nil> method, TRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        PendingCall<Nil>? call = Prepare(service, method, request, method.OneWay ? OneWayReader.Instance : TypedResponseReader<Nil>.Instance, out CallTarget target, out RpcException? error);
        if (call is null)
        {
            return ValueTask.FromException(error!);
        }

        // The call is a source for both kinds of ValueTask.
        short version = call.Version;
        ValueTask<Nil> started = caller.Start(call, target, service.Options, cancellationToken);
        return started.IsFaulted ? new ValueTask(started.AsTask()) : new ValueTask(call, version);
    }

    private PendingCall<TResponse>? Prepare<TRequest, TResponse>(
        BoundService service,
        MqttMethod<TRequest, TResponse> method,
        TRequest request,
        ResponseReader<TResponse> reader,
        out CallTarget target,
        out RpcException? error)
    {
        string topic = service.TopicOf(method, request);
        target = new CallTarget(topic, method.OneWay ? null : service.ResponseTopic);
        PendingCall<TResponse> call = PendingCall<TResponse>.Rent(reader);
        call.Method = method;
        try
        {
            Arguments.Write(call, method, request, caller.Serializer);
            error = null;
            return call;
        }
        catch (RpcException unwritable)
        {
            call.Return();
            error = unwritable;
            return null;
        }
    }
}
