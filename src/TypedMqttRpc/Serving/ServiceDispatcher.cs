using MessagePack;

namespace TypedMqttRpc.Serving;

/// <summary>Collects the handlers that generated code binds.</summary>
internal sealed class ServiceDispatcher<TService>(TService service, MessagePackSerializerOptions serializer) : ServiceBinder<TService>
    where TService : class
{
    public Dictionary<string, RequestHandler> Handlers { get; } = new(StringComparer.Ordinal);

    public override void Method<TRequest, TResponse>(
        MqttMethod<TRequest, TResponse> method, Func<TService, TRequest, CancellationToken, ValueTask<TResponse>> handler) =>
        Handlers.Add(method.Name, new MethodHandler<TService, TRequest, TResponse>(method, handler, service, serializer));
}
