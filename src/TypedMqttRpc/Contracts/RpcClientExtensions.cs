namespace TypedMqttRpc;

/// <summary>
/// What the calls of a client do differently. Each method returns a cheap copy and leaves the client as it is.
/// An implementation or a fake of the service has no wire to tune: it is returned as it is.
/// </summary>
/// <remarks>
/// Each comes twice, because a variable may be of the service's type or of the generated client's, and the compiler can infer the service
/// from either only where the parameter says so.
/// </remarks>
public static class RpcClientExtensions
{
    /// <summary>A copy whose calls end after <paramref name="timeout"/> at the latest; connecting is included.</summary>
    /// <param name="client">A generated client.</param>
    /// <param name="timeout">More than zero, at most a day.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not within the range.</exception>
    public static TService WithTimeout<TService>(this TService client, TimeSpan timeout)
        where TService : class, IMqttServiceContract<TService> =>
        client.WithOptions(options => options with { Timeout = timeout });

    /// <summary>A copy whose calls carry one header more.</summary>
    /// <param name="client">A generated client.</param>
    /// <param name="name">Not empty, and not beginning with <c>__</c>.</param>
    /// <param name="value">Any text.</param>
    /// <exception cref="ArgumentException">The name or the value is not allowed.</exception>
    /// <exception cref="InvalidOperationException">There are <see cref="RpcHeaders.MaxCount"/> headers already.</exception>
    public static TService WithHeader<TService>(this TService client, string name, string value)
        where TService : class, IMqttServiceContract<TService> =>
        client.WithOptions(options => options with { Headers = (options.Headers ?? []).With(name, value) });

    /// <summary>A copy whose calls use other options.</summary>
    /// <param name="client">A generated client.</param>
    /// <param name="change">Makes the new options from the present ones.</param>
    public static TService WithOptions<TService>(this TService client, Func<RpcCallOptions, RpcCallOptions> change)
        where TService : class, IMqttServiceContract<TService>
    {
        ArgumentNullException.ThrowIfNull(change);
        return client is IRpcClient<TService> generated
            ? generated.Rebind(generated.Service.With(change(generated.Service.Options)))
            : client;
    }

    /// <inheritdoc cref="WithTimeout{TService}(TService, TimeSpan)"/>
    public static TService WithTimeout<TService>(this RpcClient<TService> client, TimeSpan timeout)
        where TService : class =>
        client.WithOptions(options => options with { Timeout = timeout });

    /// <inheritdoc cref="WithHeader{TService}(TService, string, string)"/>
    public static TService WithHeader<TService>(this RpcClient<TService> client, string name, string value)
        where TService : class =>
        client.WithOptions(options => options with { Headers = (options.Headers ?? []).With(name, value) });

    /// <inheritdoc cref="WithOptions{TService}(TService, Func{RpcCallOptions, RpcCallOptions})"/>
    public static TService WithOptions<TService>(this RpcClient<TService> client, Func<RpcCallOptions, RpcCallOptions> change)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(change);
        IRpcClient<TService> generated = client;
        return generated.Rebind(generated.Service.With(change(generated.Service.Options)));
    }
}
