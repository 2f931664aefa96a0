using MessagePack;
using Microsoft.Extensions.Logging;
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
    private readonly RequestSender _sender;
    private long _ignoredResponses;
    private volatile bool _disposed;

    public Caller(SessionKeeper keeper, CallSettings settings, TimeProvider time, ILogger log)
    {
        _keeper = keeper;
        _settings = settings;
        _time = time;
        _log = log;
        _pending = new PendingCalls(settings.MaxPendingCalls);
        _sweep = new DeadlineSweep(_pending, time, Expire);
        _sender = new RequestSender(keeper, _pending, time, log);
    }

    public MessagePackSerializerOptions Serializer => _settings.Serializer;

    public CallSettings Settings => _settings;

    public RequestSender Sender => _sender;

    public int PendingCount => _pending.Count;

    public bool IsDisposed => _disposed;

    public long IgnoredResponses => Volatile.Read(ref _ignoredResponses);

    /// <summary>Starts a call whose method and payload are set already, and which is this method's from here on.</summary>
    /// <param name="call">A rented call.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="options">The call's own options.</param>
    /// <param name="cancellationToken">Ends the wait, and tells the server.</param>
    /// <exception cref="ObjectDisposedException">The connection is disposed.</exception>
    public ValueTask<T> Start<T>(PendingCall<T> call, in CallTarget target, RpcCallOptions options, CancellationToken cancellationToken)
    {
        TimeSpan timeout = TimeoutOf(call.Method, options);
        if (Refuse(call, target.Topic, timeout, out CorrelationData correlation) is { } refusal)
        {
            call.Return();
            return ValueTask.FromException<T>(refusal);
        }

        long started = _time.GetTimestamp();
        long deadline = DeadlineSweep.After(_time, started, timeout);
        call.CancelTopic = target.CancelTopic;
        call.Begin(this, correlation, timeout, started);
        call.Request = RequestEncoding.Encode(new RequestParts
        {
            Topic = target.Topic,
            ResponseTopic = target.ResponseTopic,
            Correlation = call.CorrelationBytes,
            Payload = call.Payload.Written,
            ContentType = options.ContentType,
            Qos = options.Qos ?? call.Method?.Qos ?? _settings.Qos,
            Timeout = timeout,
            Headers = options.Headers,
        });
        var result = new ValueTask<T>(call, call.Version);

        // From here on another thread may end the call, but not recycle it: nobody has awaited it yet.
        _pending.Activate(correlation, target.ResponseTopic, deadline);
        call.Progress.MakeReady();
        _sweep.Cover(deadline);
        call.CancelWith(cancellationToken);
        if (_disposed)
        {
            End(correlation, static call => CallErrors.Disposed(call, call.TryAbandon() || call.Progress.TryGiveUp()));
        }
        else if (_keeper.Session is { } session && call.Progress.TryBecomeSender())
        {
            _sender.Send(call, session);
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
            call.Complete(response);
            return;
        }

        Interlocked.Increment(ref _ignoredResponses);
        CallLog.ResponseIgnored(_log, response.Topic);
    }

    /// <summary>There is a connection again: sends what waited for it.</summary>
    public void OnConnected(IMqttSession session)
    {
        for (int i = 0; i < _pending.Grown; i++)
        {
            if (_pending.TryPeek(i, out _, out _, out PendingCall? call) && call.Progress.TryBecomeSender())
            {
                _sender.Send(call, session);
            }
        }
    }

    /// <summary>The connection was lost, and with it the answers to what had been sent over it.</summary>
    public void OnLost(string reason)
    {
        for (int i = 0; i < _pending.Grown; i++)
        {
            if (_pending.TryPeek(i, out CorrelationData correlation, out _, out PendingCall? call) && call.Progress.Phase > CallPhase.Waiting)
            {
                End(correlation, call => call.Progress.TryGiveUp() ? CallErrors.NobodyListens(call) : CallErrors.ConnectionLost(call, reason));
            }
        }
    }

    /// <summary>The caller's own token fired: the wait ends at once, and the server is told.</summary>
    public void Cancel(PendingCall call, CancellationToken cancellationToken)
    {
        if (!_pending.TryTake(call.Correlation, out _))
        {
            return;
        }

        if (!call.TryAbandon() && !call.Progress.TryGiveUp())
        {
            _sender.SendCancel(call);
        }

        call.Fail(new OperationCanceledException(cancellationToken));
    }

    /// <summary>Ends every call.</summary>
    public void Dispose()
    {
        _disposed = true;
        for (int i = 0; i < _pending.Grown; i++)
        {
            if (_pending.TryPeek(i, out CorrelationData correlation, out _, out _))
            {
                End(correlation, static call => CallErrors.Disposed(call, call.TryAbandon() || call.Progress.TryGiveUp()));
            }
        }

        _sweep.Dispose();
    }

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
            : CallErrors.DeadlineExceeded(call));

    private void End(in CorrelationData correlation, Func<PendingCall, Exception> error)
    {
        if (_pending.TryTake(correlation, out PendingCall? call))
        {
            call.Fail(error(call));
        }
    }
}
