using System.ComponentModel;
using MessagePack;

namespace TypedMqttRpc;

/// <summary>
/// What a generated client calls through: an <see cref="MqttRpcConnection"/>, or a stand-in of yours in a test. Implementations are thread-safe.
/// </summary>
public abstract class RpcInvoker
{
    /// <summary>Makes a client of a service.</summary>
    /// <typeparam name="TService">An interface with <see cref="MqttServiceAttribute"/>.</typeparam>
    /// <param name="tokens">
    /// The topic tokens that the methods do not take as parameters; a generated client's constructor takes them by name, which is shorter.
    /// </param>
    /// <exception cref="ArgumentException">A token has no value, or one that is not a topic level.</exception>
    public TService CreateClient<TService>(TopicTokens? tokens = null)
        where TService : class, IMqttServiceContract<TService> =>
        TService.CreateClient(new BoundService(this, TService.Service, tokens));

    /// <summary>Calls a method that has a result.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public abstract ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(
        BoundService service, MqttMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken);

    /// <summary>Calls a method that has none, or is one-way.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public abstract ValueTask InvokeAsync<TRequest>(
        BoundService service, MqttMethod<TRequest, Nil> method, TRequest request, CancellationToken cancellationToken);

    /// <summary>What every topic of a service begins with, such as <c>plant-7</c>; <see langword="null"/> for nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public virtual string? TopicPrefix => null;

    /// <summary>The client id that stands in the topic of services which identify their caller.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public virtual string ClientId => string.Empty;
}
