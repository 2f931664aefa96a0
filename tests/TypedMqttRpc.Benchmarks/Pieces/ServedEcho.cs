using Microsoft.Extensions.Logging.Abstractions;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Network;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Serving;
using TypedMqttRpc.Tests.Calling;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>The serving half of a connection that is never opened: calls come in by hand.</summary>
internal sealed class ServedEcho : IDisposable, ISessionObserver
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly RpcServer _server;
    private readonly RequestTopic _topic;

    public ServedEcho()
    {
        SessionKeeper keeper = new(
            new EchoNetwork([]), new MqttSessionOptions { ClientId = "server" }, new MqttSubscription("clients/server/#", 1), this, TimeProvider.System, NullLogger.Instance);
        _server = new(keeper, new(null, 1, RpcSerializer.Default, false, "server", 1, Announces: false, new DuplicateLimits(100_000, 64 * 1024 * 1024)), TimeProvider.System, NullLogger.Instance);
        ServiceDispatcher<IEcho> dispatcher = new(new Echo(), RpcSerializer.Default);
        Bind(dispatcher);
        MqttService contract = ServiceOf<IEcho>();
        MethodTable methods = new(contract, TopicTemplate.Parse(contract.Template, "template"), dispatcher.Handlers);
        Route = new(_server, methods, new ServeOptions(), isShared: false);
        _topic = new(SampleMessages.Topic, Route);
    }

    public ServedRoute Route { get; }

    /// <summary>A call as it is before anybody has looked at it.</summary>
    public IncomingCall Arrive(in MqttMessage request)
    {
        IncomingCall call = _server.Calls.Rent();
        Deadline deadline = new(TimeProvider.System, TimeProvider.System.GetTimestamp(), Limit);
        call.Begin(Route, _topic, null, request, new RequestHead { Attempt = 1, Timeout = Limit }, deadline, deadline);
        return call;
    }

    public void OnMessage(in MqttMessage message)
    {
    }

    public void OnConnected(LiveSession session)
    {
    }

    public void OnLost(string reason)
    {
    }

    public void OnStateChanged(MqttRpcConnectionState state, string? reason)
    {
    }

    public void Dispose() => _server.Dispose();

    /// <summary>What the generator found out about a service.</summary>
    public static MqttService ServiceOf<TService>()
        where TService : class, IMqttServiceContract<TService> => TService.Service;

    private static void Bind<TService>(ServiceDispatcher<TService> dispatcher)
        where TService : class, IMqttServiceContract<TService> => TService.Bind(dispatcher);
}
