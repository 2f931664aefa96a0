using System.ComponentModel;

namespace TypedMqttRpc;

/// <summary>The base of every generated client. Immutable; thread-safe.</summary>
/// <typeparam name="TService">The service interface.</typeparam>
/// <param name="service">What the client calls.</param>
public abstract class RpcClient<TService>(BoundService service) : IRpcClient<TService>
    where TService : class
{
    /// <summary>What the client calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    protected BoundService Service { get; } = service;

    BoundService IRpcClient<TService>.Service => Service;

    TService IRpcClient<TService>.Rebind(BoundService service) => Rebind(service);

    /// <summary>The same client over a service that is bound differently.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    protected abstract TService Rebind(BoundService service);
}

/// <summary>What <see cref="RpcClientExtensions"/> asks of a generated client; covariant, so that it also fits the contracts its own one inherits.</summary>
internal interface IRpcClient<out TService>
{
    BoundService Service { get; }

    TService Rebind(BoundService service);
}
