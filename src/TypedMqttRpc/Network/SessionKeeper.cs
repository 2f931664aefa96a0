using Microsoft.Extensions.Logging;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Network;

/// <summary>
/// Keeps one connection to the broker alive: connects, restores every subscription, and only then calls it up; when it is lost,
/// begins again, for ever.
/// </summary>
internal sealed class SessionKeeper : IAsyncDisposable
{
    private readonly IMqttNetwork _network;
    private readonly MqttSessionOptions _options;
    private readonly ISessionObserver _observer;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Connector _connector;
    private readonly LossWatch _losses;
    private readonly TakeoverGuard _takeovers = new();
    private readonly BackOff _backOff = new(Random.Shared);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CurrentSession _current = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SessionLink? _link;
    private Task _running = Task.CompletedTask;

    public SessionKeeper(IMqttNetwork network, MqttSessionOptions options, MqttSubscription essential, ISessionObserver observer, TimeProvider time, ILogger log)
    {
        _network = network;
        _options = options;
        _observer = observer;
        _time = time;
        _log = log;
        Subscriptions = new SubscriptionSet(log) { Essential = essential };
        _connector = new Connector(network, options, Subscriptions, time);
        _losses = new LossWatch(options.KeepAlive, time);
    }

    /// <summary>What is subscribed to again after every connect.</summary>
    public SubscriptionSet Subscriptions { get; }

    public string Broker => _network.Broker;

    /// <summary>Why the last attempt failed, for error messages; <see langword="null"/> once connected.</summary>
    public MqttConnectException? LastFailure { get; private set; }

    /// <summary>The connection with all subscriptions in place, if there is one now.</summary>
    public LiveSession? Session => _current.Value;

    /// <summary>Starts connecting and waits for the first success.</summary>
    /// <exception cref="MqttConnectException">It failed for good, or not within <paramref name="limit"/>; the keeper has ended.</exception>
    public async Task StartAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        _running = RunAsync();
        try
        {
            await _started.Task.WaitAsync(limit, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw LastFailure ?? new MqttConnectException($"The broker {Broker} did not answer within {limit.TotalSeconds:0.#} s.");
        }
    }

    /// <summary>Waits for the connection to be up.</summary>
    /// <exception cref="ObjectDisposedException">It never will be.</exception>
    public Task<LiveSession> WaitAsync(CancellationToken cancellationToken) => _current.WaitAsync(cancellationToken);

    /// <summary>Waits for a connection to be up that is another than a lost one.</summary>
    public async Task<LiveSession> WaitAsync(LiveSession? lost, CancellationToken cancellationToken)
    {
        if (lost is not null)
        {
            await _current.WhenDownAsync(lost, cancellationToken).ConfigureAwait(false);
        }

        return await WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Subscribes now and after every reconnect. Waits for a connection if there is none.</summary>
    /// <exception cref="RpcException">The broker refuses.</exception>
    public async Task SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        if (subscriptions.Any(subscription => TopicFilter.IsShared(subscription.Filter)))
        {
            await KeepNothingAsync(cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            LiveSession session = await WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await Subscriptions.AddAsync(session, subscriptions, cancellationToken).ConfigureAwait(false);
                if (Session == session)
                {
                    return;
                }

                // A new connection may have been restored without it.
            }
            catch (MqttConnectionLostException)
            {
                await _current.WhenDownAsync(session, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends subscriptions, now if there is a connection.</summary>
    /// <exception cref="OperationCanceledException">The broker did not answer in time.</exception>
    public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) =>
        Subscriptions.RemoveAsync(filters, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _current.End();
        _observer.OnStateChanged(MqttRpcConnectionState.Closed, null);
    }

    private async Task RunAsync()
    {
        _observer.OnStateChanged(MqttRpcConnectionState.Connecting, null);
        for (int attempt = 1; !_stopping.IsCancellationRequested; attempt++)
        {
            var link = new SessionLink(_observer);
            try
            {
                LiveSession session = await _connector.ConnectAsync(link, _stopping.Token).ConfigureAwait(false);
                long since = _time.GetTimestamp();
                await StayAsync(session, link).ConfigureAwait(false);
                if (_takeovers.OnLost(_time.GetElapsedTime(since)))
                {
                    NetworkLog.TakenOver(_log, Broker, _options.ClientId);
                }

                _backOff.Reset();
                attempt = 0;
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LastFailure = failure as MqttConnectException ?? new MqttConnectException(failure.Message, innerException: failure);
                NetworkLog.ConnectFailed(_log, Broker, attempt, LastFailure.Message);
                if (LastFailure.IsPermanent && _started.TrySetException(LastFailure))
                {
                    return;
                }

                if (LastFailure.IsPermanent)
                {
                    _backOff.SlowDown();
                }
            }

            await PauseAsync().ConfigureAwait(false);
        }
    }

    private async Task StayAsync(LiveSession session, SessionLink link)
    {
        LastFailure = null;
        NetworkLog.Connected(_log, Broker, _options.ClientId, session.Limits.ReceiveMaximum, session.Limits.MaximumPacketSize ?? 0, Subscriptions.Count);
        _link = link;
        _current.SetUp(session);
        _observer.OnConnected(session);
        _observer.OnStateChanged(MqttRpcConnectionState.Connected, null);
        _started.TrySetResult();

        string? reason = null;
        try
        {
            reason = await _losses.WhenLostAsync(session, link, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the session is ended below.
        }

        _current.SetDown();
        _observer.OnLost(reason ?? "the connection was closed by this client");
        if (reason is not null)
        {
            NetworkLog.Lost(_log, Broker, reason);
            _observer.OnStateChanged(MqttRpcConnectionState.Reconnecting, reason);
        }

        await session.DisposeAsync().ConfigureAwait(false);
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(_takeovers.Pause + _backOff.Next(), _time, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Makes the connection again, since the one that is up was made to be kept.</summary>
    private async Task KeepNothingAsync(CancellationToken cancellationToken)
    {
        if (_connector.KeepsNothing)
        {
            return;
        }

        _connector.KeepNothing();
        LiveSession session = await WaitAsync(cancellationToken).ConfigureAwait(false);
        _link?.OnClosed("it is made again without a session, which a member of a shared subscription group must not have");
        await _current.WhenDownAsync(session, cancellationToken).ConfigureAwait(false);
    }
}
