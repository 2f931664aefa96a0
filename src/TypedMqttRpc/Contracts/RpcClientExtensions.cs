namespace TypedMqttRpc;

/// <summary>
/// What the calls of a client do differently. Each method returns a cheap copy and leaves the client as it is.
/// An implementation or a fake of the service has no wire to tune: it is returned as it is.
/// </summary>
/// <remarks>Each comes twice: for a variable of the service interface, and for one of the generated client class.</remarks>
public static class RpcClientExtensions
{
    /// <summary>A copy whose calls end after <paramref name="timeout"/> at the latest; connecting is included.</summary>
    /// <param name="client">A generated client.</param>
    /// <param name="timeout">More than zero, at most a day.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not within the range.</exception>
    public static TService WithTimeout<TService>(this TService client, TimeSpan timeout)
        where TService : class, IMqttServiceContract<TService> =>
        client.WithOptions(options => options with { Timeout = timeout });

    /// <inheritdoc cref="WithTimeout{TService}(TService, TimeSpan)"/>
    public static TService WithTimeout<TService>(this RpcClient<TService> client, TimeSpan timeout)
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

    /// <inheritdoc cref="WithHeader{TService}(TService, string, string)"/>
    public static TService WithHeader<TService>(this RpcClient<TService> client, string name, string value)
        where TService : class, IMqttServiceContract<TService> =>
        client.WithOptions(options => options with { Headers = (options.Headers ?? []).With(name, value) });

    /// <summary>A copy whose calls use other options.</summary>
    /// <param name="client">A generated client.</param>
    /// <param name="change">Makes the new options from the present ones.</param>
    public static TService WithOptions<TService>(this TService client, Func<RpcCallOptions, RpcCallOptions> change)
        where TService : class, IMqttServiceContract<TService>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(change);
        return client is IRpcClient<TService> generated ? Change(generated, change) : client;
    }

    /// <inheritdoc cref="WithOptions{TService}(TService, Func{RpcCallOptions, RpcCallOptions})"/>
    public static TService WithOptions<TService>(this RpcClient<TService> client, Func<RpcCallOptions, RpcCallOptions> change)
        where TService : class, IMqttServiceContract<TService>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(change);
        return Change(client, change);
    }

    private static TService Change<TService>(IRpcClient<TService> client, Func<RpcCallOptions, RpcCallOptions> change) =>
        client.Rebind(client.Service.With(change(client.Service.Options)));
}
