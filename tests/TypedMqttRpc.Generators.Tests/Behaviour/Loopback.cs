using MessagePack;

namespace TypedMqttRpc.Generators.Tests.Behaviour;

/// <summary>A broker of one service in one process: what the client sends is written, kept, read and handed to the implementation.</summary>
internal sealed class Loopback<TService> : RpcInvoker, ILoopback
    where TService : class, IMqttServiceContract<TService>
{
    private readonly Dictionary<MqttMethod, Delegate> _handlers = [];
    private readonly TService _service;

    public Loopback(object service)
    {
        _service = (TService)service;
        TService.Bind(new Binder(_handlers));
    }

    public RpcInvoker Invoker => this;

    public List<RecordedCall> Calls { get; } = [];

    public IEnumerable<string> Bound => _handlers.Keys.Select(method => method.Name);

    public int? KeptArguments { get; set; }

    public override async ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(
        BoundService service, MqttMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
    {
        string topic = service.TopicOf(method, request);
        byte[] payload = PayloadOf.Request(method, request);
        Calls.Add(new RecordedCall(method, topic, request, payload, service.Options, cancellationToken));
        var handler = (Func<TService, TRequest, CancellationToken, ValueTask<TResponse>>)_handlers[method];
        TopicTokens tokens = method.Service.Topic.Read(topic);
        return await handler(_service, PayloadOf.Read(method, PayloadOf.Keep(payload, KeptArguments), tokens), cancellationToken);
    }

    public override async ValueTask InvokeAsync<TRequest>(BoundService service, MqttMethod<TRequest, Nil> method, TRequest request, CancellationToken cancellationToken) =>
        await InvokeAsync<TRequest, Nil>(service, method, request, cancellationToken);

    private sealed class Binder(Dictionary<MqttMethod, Delegate> handlers) : ServiceBinder<TService>
    {
        public override void Method<TRequest, TResponse>(MqttMethod<TRequest, TResponse> method, Func<TService, TRequest, CancellationToken, ValueTask<TResponse>> handler) =>
            handlers.Add(method, handler);
    }
}

/// <summary>A <see cref="Loopback{TService}"/> whose service the test cannot name.</summary>
internal interface ILoopback
{
    RpcInvoker Invoker { get; }

    List<RecordedCall> Calls { get; }

    /// <summary>The methods that have a handler.</summary>
    IEnumerable<string> Bound { get; }

    /// <summary>Cuts the array of arguments short, as an older caller would.</summary>
    int? KeptArguments { get; set; }
}

internal sealed record RecordedCall(MqttMethod Method, string Topic, object? Request, byte[] Payload, RpcCallOptions Options, CancellationToken CancellationToken)
{
    public string Json => MessagePackSerializer.ConvertToJson(Payload, cancellationToken: TestContext.Current.CancellationToken);
}
