using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Sends requests over a connection, each in its turn, and looks at what the broker says to them.</summary>
internal sealed class RequestSender
{
    /// <summary>After a broker's restart callers come back before servers, so "nobody subscribes" is not believed at once.</summary>
    private static readonly TimeSpan NoResponderGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NoResponderPause = TimeSpan.FromMilliseconds(100);

    /// <summary>A request that is sent within this time says the time-out as the caller named it, mostly whole seconds.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(10);

    private readonly SessionKeeper _keeper;
    private readonly PendingCalls _pending;
    private readonly ServiceWatch _watch;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public RequestSender(SessionKeeper keeper, PendingCalls pending, ServiceWatch watch, TimeProvider time, ILogger log)
    {
        _keeper = keeper;
        _pending = pending;
        _watch = watch;
        _time = time;
        _log = log;
    }

    /// <summary>Sends the request of a call, if it waits for that and nobody else does it; or lets it wait for its turn.</summary>
    public void SendIfWaiting(PendingCall call, LiveSession session)
    {
        if (call.Qos == 0)
        {
            TrySend(call, session);
        }
        else if (session.Window.TryEnter(call.Correlation, session.WaitingRequests ??= new WaitingRequests(this, _pending, session)) && !TrySend(call, session))
        {
            session.Window.Leave();
        }
    }

    /// <summary>Makes a request wait for the next connection. Whoever notices the loss first does it; the caller of this method holds the call.</summary>
    public void Requeue(PendingCall call, int attempt, LiveSession? lost)
    {
        if (!call.TryRequeue(attempt))
        {
            return;
        }

        if (!_pending.IsPending(call.Correlation))
        {
            call.TryAbandon();
        }
        else if (_keeper.Session is { } next && next != lost)
        {
            // That connection may have gone through the waiting calls already. The lost one may still be there, if its news is on the way.
            SendIfWaiting(call, next);
        }
    }

    /// <summary>Sends the request of a call that waits for that, unless somebody else does. It has its place in the window, or needs none.</summary>
    public bool TrySend(PendingCall call, LiveSession session)
    {
        if (!call.Progress.TryBecomeSender(out int attempt))
        {
            return false;
        }

        long now = _time.GetTimestamp();
        if (attempt == 1)
        {
            call.FirstSent = now;
        }

        if (!TryMakeRequest(call, attempt, now, session, out MqttMessage request))
        {
            call.Release();
            return false;
        }

        SendAttempt.Rent(this, call, request, attempt, session).Start();
        return true;
    }

    /// <summary>What the broker says to an attempt, whose place in the window has been given back.</summary>
    /// <returns>Whether that was the last word; otherwise the attempt is to wait a moment and then to be made again.</returns>
    public bool OnPublished(PendingCall call, in MqttMessage request, int attempt, LiveSession session, MqttReasonCode answer, ref long? unheardSince)
    {
        if (answer == MqttReasonCode.NoMatchingSubscribers && MayTryAgain(unheardSince ??= _time.GetTimestamp(), call, attempt, request.Topic))
        {
            return false;
        }

        OnAnswer(call, request, attempt, session, answer);
        return true;
    }

    /// <summary>An attempt could not be made, which no later one could either.</summary>
    public void OnFailed(PendingCall call, Exception unforeseen)
    {
        CallLog.SendFailed(_log, call.Topic, unforeseen);
        End(call, CallErrors.NotSent(call, unforeseen));
    }

    /// <summary>The connection was lost before the broker said anything to an attempt.</summary>
    public void OnNotPublished(PendingCall call, int attempt, LiveSession session, MqttConnectionLostException lost)
    {
        session.OnLost(lost);
        OnLost(call, attempt, session, lost.Message);
    }

    /// <summary>Nobody subscribes yet: a moment later the attempt may be made again.</summary>
    public Task PauseAsync() => Task.Delay(NoResponderPause, _time, CancellationToken.None);

    /// <summary>The request of an attempt that was made before and that nobody heard.</summary>
    /// <returns>Whether the call is still wanted.</returns>
    public bool TryResume(PendingCall call, int attempt, LiveSession session, out MqttMessage request)
    {
        request = default;
        return call.Progress.TryResume(attempt) && TryMakeRequest(call, attempt, _time.GetTimestamp(), session, out request);
    }

    /// <summary>The request as it is sent at this moment. A call whose request the broker would not take ends.</summary>
    private bool TryMakeRequest(PendingCall call, int attempt, long now, LiveSession session, out MqttMessage request)
    {
        TimeSpan waited = _time.GetElapsedTime(call.Started, now);
        TimeSpan timeLeft = call.Timeout - waited;
        request = attempt == 1 && waited < AtOnce
            ? call.Request
            : RequestEncoding.Resume(
                call.Request,
                attempt,
                _time.GetElapsedTime(call.FirstSent, now),
                timeLeft > TimeSpan.Zero ? timeLeft : TimeSpan.FromMilliseconds(1),
                attempt > 1 && call.Method is { } method ? _watch.LifeAt(method.Service, call.Topic, call.FirstSent) : null);
        if (FindProblem(call.Method, request, session, isFirst: attempt == 1) is not { } error)
        {
            return true;
        }

        End(call, error);
        return false;
    }

    private void OnAnswer(PendingCall call, in MqttMessage request, int attempt, LiveSession session, MqttReasonCode answer)
    {
        if (CallErrors.FromAcknowledgement(call.Method, request.Topic, answer, isFirst: attempt == 1) is { } refusal)
        {
            if (call.Progress.TryRefuse(attempt))
            {
                End(call, refusal);
            }

            return;
        }

        if (call.Method is { OneWay: true })
        {
            if (_pending.TryTake(call.Correlation, out PendingCall? taken))
            {
                taken.Complete(default);
            }

            return;
        }

        call.Progress.OnAcknowledged(attempt);
        if (call.Method is { } method && _watch.IsAbsent(method.Service, request.Topic))
        {
            _ = EndIfAbsentAsync(call.Correlation, method.Service, request.Topic);
        }

        if (_keeper.Session != session)
        {
            // At QoS 0 nothing else tells that the bytes went into a connection which was gone already.
            OnLost(call, attempt, session, "it was lost while the request was on its way");
        }
    }

    /// <summary>Brokers need not say that nobody subscribes, and any client that reads along hides it; that nobody announces the service says nearly as much.</summary>
    private async Task EndIfAbsentAsync(CorrelationData correlation, MqttService service, string topic)
    {
        do
        {
            // Whoever was lost a moment ago may be on its way back to what the broker keeps for it.
            await Task.Delay(NoResponderGrace, _time, CancellationToken.None).ConfigureAwait(false);
        }
        while (_watch.IsMissed(service, topic, ServiceWatch.LossGrace) && _pending.IsPending(correlation));

        if (_watch.IsAbsent(service, topic))
        {
            _pending.End(correlation, CallErrors.NobodyAnnounces);
        }
    }

    private void OnLost(PendingCall call, int attempt, LiveSession session, string reason)
    {
        if (call.MayResume)
        {
            Requeue(call, attempt, session);
        }
        else
        {
            End(call, CallErrors.ConnectionLost(call, reason));
        }
    }

    /// <summary>Nobody subscribes: whether to send the request again in a moment, unless it was long enough already or the call has ended.</summary>
    private bool MayTryAgain(long since, PendingCall call, int attempt, string topic)
    {
        TimeSpan grace = call.Method is { } method && _watch.IsMissed(method.Service, topic, ServiceWatch.ReturnGrace) ? ServiceWatch.ReturnGrace : NoResponderGrace;
        return _time.GetElapsedTime(since) < grace && call.Progress.TryPause(attempt);
    }

    /// <summary>What the broker would end the connection over, and with it every other call; and what no server would understand.</summary>
    private RpcException? FindProblem(MqttMethod? method, in MqttMessage request, LiveSession session, bool isFirst) =>
        request.Qos > session.Limits.MaximumQos ? CallErrors.QosNotSupported(method, request.Topic, session.Limits.MaximumQos, _keeper.Broker, isFirst)
        : session.Limits.MaximumPacketSize is { } limit && PacketSize.OfPublish(request) is var size && size > limit
            ? CallErrors.TooLarge(method, request.Topic, size, limit, _keeper.Broker, isFirst)
        : method is not null && _watch.FindConflict(method, request.Topic) is { } conflict ? CallErrors.OtherContract(method, request.Topic, conflict, isFirst)
        : null;

    private void End(PendingCall call, RpcException error)
    {
        if (_pending.TryTake(call.Correlation, out PendingCall? taken))
        {
            taken.Fail(error);
        }
    }
}
