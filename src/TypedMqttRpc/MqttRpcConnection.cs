using System.Buffers;
using System.ComponentModel;
using MessagePack;
using Microsoft.Extensions.Logging;
using TypedMqttRpc.Access;
using TypedMqttRpc.Calling;
using TypedMqttRpc.Network;
using TypedMqttRpc.Network.MqttNet;
using TypedMqttRpc.Serving;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>
/// A connection to a broker, through which services are called and served. It reconnects by itself, for ever, until it is disposed. Calls that are
/// under way then go on over the next connection.
/// </summary>
/// <remarks>Thread-safe. One connection carries thousands of calls at once; there is no need for a second one.</remarks>
public sealed partial class MqttRpcConnection : RpcInvoker, IAsyncDisposable
{
    /// <summary>Untyped requests belong to no service; their response topics end in this instead of its name.</summary>
    private const string UntypedService = "_";

    private readonly ConnectionSettings _settings;
    private readonly SessionKeeper _keeper;
    private readonly StateFeed _state;
    private readonly Caller _caller;
    private readonly TypedCaller _typed;
    private readonly RpcServer _server;
    private readonly AccessCheck _access;
    private readonly string _untypedResponseTopic;
    private readonly MqttRpcConnection[] _stripes;
    private readonly Lock _lock = new();
    private readonly List<ServedHandle> _served = [];
    private bool _closing;
    private volatile bool _disposed;

    private MqttRpcConnection(ConnectionSettings settings, IMqttNetwork network)
    {
        _settings = settings;
        ILogger log = settings.LoggerFactory.CreateLogger(typeof(MqttRpcConnection).FullName!);
        uint life = (uint)SecretSource.Next();
        _state = new StateFeed(change => StateChanged?.Invoke(this, change), log);
        _keeper = new SessionKeeper(
            network,
            new MqttSessionOptions
            {
                ClientId = settings.ClientId!,
                KeepAlive = settings.KeepAlive,
                MaximumPacketSize = (uint)settings.MaxMessageBytes,
                SessionExpiry = settings.SessionExpiry,
                Will = settings.Presence ? Announcer.MakeWill(settings.TopicPrefix, settings.ClientId!, life) : null,
            },
            new MqttSubscription(ServiceTopics.ResponseFilter(settings.ClientId!), settings.Qos),
            new Observer(this, log),
            settings.Time,
            log);
        _caller = new Caller(
            _keeper,
            new CallSettings(
                settings.ClientId!, settings.TopicPrefix, settings.Timeout, settings.Qos, settings.MaxPendingCalls, settings.Serializer, settings.Presence),
            settings.Time,
            log);
        _typed = new TypedCaller(_caller);
        _server = new RpcServer(
            _keeper,
            new ServerSettings(
                settings.TopicPrefix,
                settings.Qos,
                settings.Serializer,
                settings.IncludeExceptionDetails,
                settings.ClientId!,
                life,
                settings.Presence,
                new DuplicateLimits(settings.MaxRememberedCalls, settings.MaxRememberedBytes)),
            settings.Time,
            log);
        _access = new AccessCheck(_keeper, settings.Time);
        _untypedResponseTopic = ServiceTopics.Response(settings.ClientId!, UntypedService);
        _stripes = [this, .. Enumerable.Range(2, settings.Connections - 1).Select(number => new MqttRpcConnection(settings.ForStripe(number), network))];
        foreach (MqttRpcConnection stripe in _stripes.AsSpan(1))
        {
            stripe.StateChanged += (_, change) => StateChanged?.Invoke(this, change);
        }
    }

    /// <summary>
    /// Raised after the state has changed; on the thread pool, one change at a time, in order. A handler may block without harm to the connection. Of several connections (<see cref="MqttRpcOptions.Connections"/>) each raises it.
    /// </summary>
    public event EventHandler<MqttRpcConnectionStateChange>? StateChanged;

    /// <summary>Where the connection stands at this moment; of several, where the first stands that is not connected.</summary>
    public MqttRpcConnectionState State =>
        _stripes.Select(static stripe => stripe._state.State).FirstOrDefault(static state => state != MqttRpcConnectionState.Connected, MqttRpcConnectionState.Connected);

    /// <summary>The broker's address, without credentials.</summary>
    public string Broker => _keeper.Broker;

    /// <summary>The client id.</summary>
    public override string ClientId => _settings.ClientId!;

    /// <summary>What the topic of every service begins with; <see langword="null"/> for nothing.</summary>
    public override string? TopicPrefix => _settings.TopicPrefix;

    /// <summary>What has been counted until now.</summary>
    public MqttRpcStatistics Statistics => new(
        _stripes.Sum(static stripe => stripe._caller.PendingCount),
        _stripes.Sum(static stripe => stripe._caller.IgnoredResponses),
        _stripes.Sum(static stripe => stripe._server.DroppedRequests));

    /// <summary>Connects to a broker.</summary>
    /// <param name="uri">The address, as in <see cref="MqttRpcOptions.Uri"/>: <c>mqtt://localhost:1883</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">The address is malformed.</exception>
    /// <exception cref="MqttConnectException">The broker refuses, or cannot be reached within 10 seconds.</exception>
    public static Task<MqttRpcConnection> ConnectAsync(string uri, CancellationToken cancellationToken = default) =>
        ConnectAsync(new MqttRpcOptions { Uri = uri }, cancellationToken);

    /// <summary>Connects to a broker.</summary>
    /// <param name="options">The settings; they are copied.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">A setting is missing or wrong.</exception>
    /// <exception cref="MqttConnectException">The broker refuses, or cannot be reached within <see cref="MqttRpcOptions.ConnectTimeout"/>.</exception>
    public static async Task<MqttRpcConnection> ConnectAsync(MqttRpcOptions options, CancellationToken cancellationToken = default)
    {
        ConnectionSettings settings = ConnectionSettings.From(options);
        var connection = new MqttRpcConnection(settings, options.Network ?? new MqttNetNetwork(settings.ToMqttNet()));
        try
        {
            await Task.WhenAll(connection._stripes.Select(stripe => stripe._keeper.StartAsync(settings.ConnectTimeout, cancellationToken))).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Serves a service until the returned object, or the connection, is disposed.</summary>
    /// <typeparam name="TService">An interface with <see cref="MqttServiceAttribute"/>.</typeparam>
    /// <param name="service">The implementation; its methods are called on threads of the connection's own, several at a time, and may block.</param>
    /// <param name="configure">Changes the options; by default every value of every topic token is served.</param>
    /// <param name="cancellationToken">Ends the wait for the broker.</param>
    /// <returns>What ends the serving when it is disposed: running calls get a second to end, and then their tokens fire.</returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="InvalidOperationException">The service is served already on this connection, with the same tokens.</exception>
    /// <exception cref="RpcException">The broker refuses the subscription, or there is no connection in time.</exception>
    /// <exception cref="ObjectDisposedException">The connection is disposed.</exception>
    public Task<IAsyncDisposable> ServeAsync<TService>(TService service, Action<ServeOptions>? configure = null, CancellationToken cancellationToken = default)
        where TService : class, IMqttServiceContract<TService>
    {
        ArgumentNullException.ThrowIfNull(service);
        var options = new ServeOptions();
        configure?.Invoke(options);
        options.Check();
        return KeepAsync(TService.Service.Name, limit => _server.ServeAsync(service, options, limit), cancellationToken);
    }

    /// <summary>Answers requests of any payload, from peers that know no contract, until the returned object, or the connection, is disposed.</summary>
    /// <param name="topic">The topic; it may have wildcards and tokens: <c>devices/+</c>, <c>devices/{id}/get</c>.</param>
    /// <param name="handler">Answers; called on threads of the connection's own, several requests at a time.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="cancellationToken">Ends the wait for the broker.</param>
    /// <exception cref="ArgumentException">The topic or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">The topic is served already on this connection.</exception>
    /// <exception cref="RpcException">The broker refuses the subscription, or there is no connection in time.</exception>
    /// <exception cref="ObjectDisposedException">The connection is disposed.</exception>
    public Task<IAsyncDisposable> RouteAsync(string topic, RpcRouteHandler handler, Action<RouteOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var options = new RouteOptions();
        configure?.Invoke(options);
        options.Check();
        return KeepAsync(topic, limit => _server.RouteAsync(topic, handler, options, limit), cancellationToken);
    }

    /// <summary>Sends a request of any payload to a peer that may know no contract, and waits for its answer.</summary>
    /// <param name="topic">Where the peer listens.</param>
    /// <param name="payload">The payload; it is copied.</param>
    /// <param name="options">What this call does differently.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, whether or not it has a status.</returns>
    /// <exception cref="ArgumentException">The topic cannot be published to.</exception>
    /// <exception cref="RpcException">There was no answer in time, or it is an error.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    /// <exception cref="ObjectDisposedException">The connection is disposed.</exception>
    public ValueTask<RpcMessage> RequestAsync(
        string topic, ReadOnlyMemory<byte> payload, RpcCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TopicName.Check(topic, nameof(topic));
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<RpcMessage>(cancellationToken);
        }

        PendingCall<RpcMessage> call = PendingCall<RpcMessage>.Rent(RawResponseReader.Instance);
        call.Write(payload.Span);
        MqttRpcConnection stripe = _stripes[NextStripe()];
        return stripe._caller.Start(call, new CallTarget(topic, stripe._untypedResponseTopic), options ?? RpcCallOptions.Default, cancellationToken);
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(
        BoundService service, MqttMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return IsStriped
            ? OnStripe(ref service)._typed.InvokeAsync(service, method, request, cancellationToken)
            : _typed.InvokeAsync(service, method, request, cancellationToken);
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override ValueTask InvokeAsync<TRequest>(
        BoundService service, MqttMethod<TRequest, Nil> method, TRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return IsStriped
            ? OnStripe(ref service)._typed.InvokeAsync(service, method, request, cancellationToken)
            : _typed.InvokeAsync(service, method, request, cancellationToken);
    }

    /// <summary>
    /// Ends what is served and every pending call, says goodbye to the broker and closes the connection. Takes at most two seconds, also without
    /// a broker. Pending calls fail with <see cref="RpcStatus.Cancelled"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        ServedHandle[] served;
        lock (_lock)
        {
            if (_closing)
            {
                return;
            }

            _closing = true;
            served = [.. _served];
        }

        // Handlers that are given time to end may need to call others for that.
        await Task.WhenAll(served.Select(static handle => handle.DisposeAsync().AsTask())).ConfigureAwait(false);
        _disposed = true;
        _caller.Dispose();
        _server.Dispose();
        await Task.WhenAll(_stripes.Skip(1).Select(static stripe => stripe.DisposeAsync().AsTask()).Append(_keeper.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private async Task<IAsyncDisposable> KeepAsync(string name, Func<CancellationToken, Task<ServedHandle>> start, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing, this);
        using var limit = new CancellationTokenSource(_settings.ConnectTimeout, _settings.Time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        ServedHandle handle;
        try
        {
            handle = await start(ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(
                RpcStatus.Unavailable,
                $"'{name}' is not served: {_keeper.LastFailure?.Message ?? $"the broker {Broker} did not answer in time."}",
                _keeper.LastFailure)
            {
                EndedCall = true,
            };
        }

        lock (_lock)
        {
            if (!_closing)
            {
                _served.RemoveAll(static earlier => earlier.IsDisposed);
                _served.Add(handle);
                return handle;
            }
        }

        await handle.DisposeAsync().ConfigureAwait(false);
        throw new ObjectDisposedException(nameof(MqttRpcConnection));
    }
}
