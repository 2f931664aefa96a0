using MessagePack;
using Microsoft.Extensions.Logging;
using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>
/// The calls of one connection: starts them, and ends each exactly once, with its response or with one error, not later than its deadline.
/// Typed and untyped calls run through here alike.
/// </summary>
internal sealed class Caller : IDisposable
{
    private readonly SessionKeeper _keeper;
    private readonly CallSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PendingCalls _pending;
    private readonly DeadlineSweep _sweep;
    private readonly ServiceWatch _watch;
    private readonly RequestSender _sender;
    private readonly CancelSender _cancels;
    private long _ignoredResponses;
    private volatile bool _hasBeenAnswered;
    private volatile bool _disposed;

    public Caller(SessionKeeper keeper, CallSettings settings, TimeProvider time, ILogger log)
    {
        _keeper = keeper;
        _settings = settings;
        _time = time;
        _log = log;
        _pending = new PendingCalls(settings.MaxPendingCalls);
        _sweep = new DeadlineSweep(_pending, time, Expire);
        _watch = new ServiceWatch(keeper, settings, time, log);
        _sender = new RequestSender(keeper, _pending, _watch, time, log);
        _cancels = new CancelSender(keeper, settings.ClientId, log);
        _ = new LostInstances(_watch, _pending, _sender, time);
    }

    public MessagePackSerializerOptions Serializer => _settings.Serializer;

    public CallSettings Settings => _settings;

    public RequestSender Sender => _sender;

    public ServiceWatch Watch => _watch;

    public int PendingCount => _pending.Count;

    public bool IsDisposed => _disposed;

    /// <summary>Whether any call was ever answered: if not, the broker may be keeping the answers back.</summary>
    public bool HasBeenAnswered => _hasBeenAnswered;

    public long IgnoredResponses => Volatile.Read(ref _ignoredResponses);

    /// <summary>Starts a call whose method and payload are set already, and which is this method's from here on.</summary>
    /// <param name="call">A rented call.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="options">The call's own options.</param>
    /// <param name="cancellationToken">Ends the wait, and tells the server.</param>
    public ValueTask<T> Start<T>(PendingCall<T> call, in CallTarget target, RpcCallOptions options, CancellationToken cancellationToken)
    {
        TimeSpan timeout = TimeoutOf(call.Method, options);
        if (Refuse(call, target.Topic, timeout, out CorrelationData correlation) is { } refusal)
        {
            call.Return();
            return ValueTask.FromException<T>(refusal);
        }

        long started = _time.GetTimestamp();
        long deadline = EarliestTimer.After(_time, started, timeout);
        MqttMessage request = RequestEncoding.Encode(new RequestParts
        {
            Topic = target.Topic,
            ResponseTopic = target.ResponseTopic,
            ContentType = options.ContentType,
            Qos = options.Qos ?? call.Method?.Qos ?? _settings.Qos,
            Timeout = timeout,
            Headers = options.Headers,
        });
        call.Begin(this, correlation, request, timeout, started, MayResume(call.Method, options));
        var result = new ValueTask<T>(call, call.Version);

        // From here on another thread may end the call, but not recycle it: nobody has awaited it yet.
        _pending.Activate(correlation, target.ResponseTopic, deadline);
        call.Progress.MakeReady();
        _sweep.Cover(deadline);
        call.CancelWith(cancellationToken);
        if (_disposed)
        {
            _pending.End(correlation, static call => CallErrors.Disposed(call, CertainlyNotRun(call)));
        }
        else if (_keeper.Session is { } session)
        {
            _sender.SendIfWaiting(call, session);
        }

        if (call.Method is { } method)
        {
            _watch.Watch(method.Service);
        }

        return result;
    }

    /// <summary>The smallest of the call's time-out, the method's, the connection's, and what is left to the handler that is calling.</summary>
    public TimeSpan TimeoutOf(MqttMethod? method, RpcCallOptions options)
    {
        TimeSpan timeout = _settings.Timeout;
        timeout = options.Timeout is { } own && own < timeout ? own : timeout;
        timeout = method?.Timeout is { } usual && usual < timeout ? usual : timeout;
        return RpcContext.Current?.TimeLeft is { } left && left < timeout ? left : timeout;
    }

    /// <summary>A message arrived on one of this caller's response topics.</summary>
    public void OnResponse(in MqttMessage response)
    {
        if (_pending.TryTake(response.CorrelationData.Span, response.Topic, out PendingCall? call))
        {
            if (!_hasBeenAnswered)
            {
                _hasBeenAnswered = true;
            }

            call.Complete(response);
            return;
        }

        Interlocked.Increment(ref _ignoredResponses);
        CallLog.ResponseIgnored(_log, response.Topic);
    }

    /// <summary>There is a connection again: sends what waited for it.</summary>
    public void OnConnected(LiveSession session) => _pending.ForEach((_, call) => _sender.SendIfWaiting(call, session));

    /// <summary>The connection was lost: what was sent over it is sent again over the next one, or ends.</summary>
    public void OnLost(string reason)
    {
        _watch.OnLost();
        _pending.ForEach((correlation, call) => OnLost(correlation, call, reason));
    }

    /// <summary>The caller's own token fired: the wait ends at once, and the server is told.</summary>
    public void Cancel(PendingCall call, CancellationToken cancellationToken)
    {
        if (!_pending.TryTake(call.Correlation, out PendingCall? taken))
        {
            return;
        }

        if (!CertainlyNotRun(taken))
        {
            _cancels.Send(taken);
        }

        taken.Fail(new OperationCanceledException(cancellationToken));
    }

    /// <summary>Ends every call.</summary>
    public void Dispose()
    {
        _disposed = true;
        _pending.ForEach((correlation, _) => _pending.End(correlation, static call => CallErrors.Disposed(call, CertainlyNotRun(call))));
        _sweep.Dispose();
    }

    /// <summary>In a group another member might get the repetition, and it knows nothing of the first attempt.</summary>
    private static bool MayResume(MqttMethod? method, RpcCallOptions options) => method is null
        ? options.Reconnect == RpcReconnect.Resume
        : (options.Reconnect ?? method.Reconnect) == RpcReconnect.Resume && (method.Idempotent || method.Service.Group is null);

    private static bool CertainlyNotRun(PendingCall call) => call.TryAbandon() || call.Progress.TryGiveUp();

    private RpcException? Refuse(PendingCall call, string topic, TimeSpan timeout, out CorrelationData correlation)
    {
        correlation = default;
        return timeout <= TimeSpan.Zero ? CallErrors.NoTimeLeft(call.Method, topic)
            : _pending.TryReserve(call, out correlation) ? null
            : CallErrors.TooManyCalls(call.Method, topic, _settings.MaxPendingCalls);
    }

    private void Expire(PendingCall call) =>
        call.Fail(
            call.TryAbandon() ? _keeper.Session is null ? CallErrors.NotConnected(call, _keeper) : CallErrors.NotSentInTime(call)
            : call.Progress.TryGiveUp() ? CallErrors.NobodyListens(call)
            : call.Method is { OneWay: true } ? CallErrors.NeverAcknowledged(call)
            : CallErrors.DeadlineExceeded(call));

    private void OnLost(CorrelationData correlation, PendingCall call, string reason)
    {
        if (call.Progress.Phase <= CallPhase.Waiting)
        {
            return;
        }

        if (call.MayResume)
        {
            _sender.Requeue(call, call.Progress.Attempt, lost: null);
        }
        else
        {
            _pending.End(correlation, call => call.Progress.TryGiveUp() ? CallErrors.NobodyListens(call) : CallErrors.ConnectionLost(call, reason));
        }
    }
}
