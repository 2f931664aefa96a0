using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Sends requests over a connection and looks at what the broker says to them.</summary>
internal sealed class RequestSender(SessionKeeper keeper, PendingCalls pending, string clientId, TimeProvider time, ILogger log)
{
    /// <summary>After a broker's restart callers come back before servers, so "nobody subscribes" is not believed at once.</summary>
    private static readonly TimeSpan NoResponderGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NoResponderPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends the request of a call, if it waits for that and nobody else does it.</summary>
    public void SendIfWaiting(PendingCall call, IMqttSession session)
    {
        long now = time.GetTimestamp();
        if (!call.TryBecomeSender(now, out int attempt))
        {
            return;
        }

        MqttMessage request = call.Request;
        if (attempt > 1)
        {
            TimeSpan timeLeft = call.Timeout - time.GetElapsedTime(call.Started, now);
            request = RequestEncoding.Repeat(request, attempt, time.GetElapsedTime(call.FirstSent, now), timeLeft > TimeSpan.Zero ? timeLeft : TimeSpan.FromMilliseconds(1));
        }

        if (FindProblem(call.Method, request, session, isFirst: attempt == 1) is { } error)
        {
            End(call, error);
            call.Release();
            return;
        }

        // Not awaited: the call ends with its response, and the acknowledgement only matters when it is bad.
        _ = SendAsync(call, request, attempt, session);
    }

    /// <summary>Sends a request that expects no response.</summary>
    /// <returns>What is wrong with the broker's answer, or with the request; <see langword="null"/> when nothing is.</returns>
    /// <exception cref="MqttConnectionLostException">The connection ended before the acknowledgement.</exception>
    public async Task<RpcException?> SendOneWayAsync(MqttMethod method, MqttMessage request, IMqttSession session, CancellationToken cancellationToken)
    {
        if (FindProblem(method, request, session, isFirst: true) is { } problem)
        {
            return problem;
        }

        long started = time.GetTimestamp();
        MqttReasonCode answer = await session.PublishAsync(request).ConfigureAwait(false);
        while (answer == MqttReasonCode.NoMatchingSubscribers && await MayTryAgainAsync(started).ConfigureAwait(false) && !cancellationToken.IsCancellationRequested)
        {
            answer = await session.PublishAsync(request).ConfigureAwait(false);
        }

        return CallErrors.FromAcknowledgement(method, request.Topic, answer, isFirst: true);
    }

    /// <summary>Tells every instance of the service that a call is not wanted any more.</summary>
    public void SendCancel(PendingCall call)
    {
        if (call.Method is { OneWay: false } method && keeper.Session is { } session)
        {
            MqttMessage request = call.Request;
            _ = SendCancelAsync(session, new MqttMessage
            {
                Topic = ServiceTopics.CancelOf(request.Topic, method.Name, method.Service.IdentifyCaller ? clientId : null),
                ResponseTopic = request.ResponseTopic,
                Qos = request.Qos,
                ExpirySeconds = request.ExpirySeconds,

                // A copy: the call's own memory is used again once it has ended.
                CorrelationData = request.CorrelationData.ToArray(),
            });
        }
    }

    private async Task SendAsync(PendingCall call, MqttMessage request, int attempt, IMqttSession session)
    {
        try
        {
            long started = time.GetTimestamp();
            MqttReasonCode answer = await session.PublishAsync(request).ConfigureAwait(false);
            while (answer == MqttReasonCode.NoMatchingSubscribers && await MayTryAgainAsync(started).ConfigureAwait(false) && pending.IsPending(call.Correlation))
            {
                answer = await session.PublishAsync(request).ConfigureAwait(false);
            }

            if (CallErrors.FromAcknowledgement(call.Method, request.Topic, answer, isFirst: attempt == 1) is { } refusal)
            {
                End(call, refusal);
            }
            else
            {
                call.OnAcknowledged(attempt);
                if (keeper.Session != session)
                {
                    // At QoS 0 nothing else tells that the bytes went into a connection which was gone already.
                    OnLost(call, attempt, session, "it was lost while the request was on its way");
                }
            }
        }
        catch (MqttConnectionLostException lost)
        {
            OnLost(call, attempt, session, lost.Message);
        }
        catch (Exception unforeseen)
        {
            CallLog.SendFailed(log, request.Topic, unforeseen);
            End(call, CallErrors.ConnectionLost(call, unforeseen.Message));
        }
        finally
        {
            call.Release();
        }
    }

    /// <summary>Makes a request wait for the next connection. Whoever notices the loss first does it; the caller of this method holds the call.</summary>
    public void Requeue(PendingCall call, int attempt, IMqttSession? lost)
    {
        if (!call.TryRequeue(attempt))
        {
            return;
        }

        if (!pending.IsPending(call.Correlation))
        {
            call.TryAbandon();
        }
        else if (keeper.Session is { } next && next != lost)
        {
            // That connection may have gone through the waiting calls already. The lost one may still be there, if its news is on the way.
            SendIfWaiting(call, next);
        }
    }

    private void OnLost(PendingCall call, int attempt, IMqttSession session, string reason)
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

    /// <summary>Nobody subscribes: waits a moment before the request is sent again, unless it was long enough already.</summary>
    private async Task<bool> MayTryAgainAsync(long started)
    {
        if (time.GetElapsedTime(started) >= NoResponderGrace)
        {
            return false;
        }

        await Task.Delay(NoResponderPause, time, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async Task SendCancelAsync(IMqttSession session, MqttMessage cancel)
    {
        try
        {
            await session.PublishAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            CallLog.CancelNotSent(log, cancel.Topic, failure);
        }
    }

    /// <summary>What the broker would end the connection over, and with it every other call.</summary>
    private RpcException? FindProblem(MqttMethod? method, in MqttMessage request, IMqttSession session, bool isFirst) =>
        request.Qos > session.Limits.MaximumQos ? CallErrors.QosNotSupported(method, request.Topic, session.Limits.MaximumQos, keeper.Broker, isFirst)
        : session.Limits.MaximumPacketSize is { } limit && PacketSize.OfPublish(request) is var size && size > limit
            ? CallErrors.TooLarge(method, request.Topic, size, limit, keeper.Broker, isFirst)
            : null;

    private void End(PendingCall call, RpcException error)
    {
        if (pending.TryTake(call.Correlation, out _))
        {
            call.Fail(error);
        }
    }
}
