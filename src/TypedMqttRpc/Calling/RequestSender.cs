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

    /// <summary>Sends the request of a call whose sender the caller of this method has become.</summary>
    public void Send(PendingCall call, IMqttSession session)
    {
        if (FindProblem(call.Method, call.Request, session) is { } error)
        {
            End(call, error);
            call.Release();
            return;
        }

        // Not awaited: the call ends with its response, and the acknowledgement only matters when it is bad.
        _ = SendAsync(call, session);
    }

    /// <summary>Sends a request that expects no response.</summary>
    /// <returns>What is wrong with the broker's answer, or with the request; <see langword="null"/> when nothing is.</returns>
    /// <exception cref="MqttConnectionLostException">The connection ended before the acknowledgement.</exception>
    public async Task<RpcException?> SendOneWayAsync(MqttMethod method, MqttMessage request, IMqttSession session, CancellationToken cancellationToken)
    {
        if (FindProblem(method, request, session) is { } problem)
        {
            return problem;
        }

        long started = time.GetTimestamp();
        MqttReasonCode answer = await session.PublishAsync(request).ConfigureAwait(false);
        while (answer == MqttReasonCode.NoMatchingSubscribers && await MayTryAgainAsync(started).ConfigureAwait(false) && !cancellationToken.IsCancellationRequested)
        {
            answer = await session.PublishAsync(request).ConfigureAwait(false);
        }

        return CallErrors.FromAcknowledgement(method, request.Topic, answer);
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

    private async Task SendAsync(PendingCall call, IMqttSession session)
    {
        try
        {
            MqttReasonCode answer = await session.PublishAsync(call.Request).ConfigureAwait(false);
            while (answer == MqttReasonCode.NoMatchingSubscribers && await MayTryAgainAsync(call.Started).ConfigureAwait(false) && pending.IsPending(call.Correlation))
            {
                answer = await session.PublishAsync(call.Request).ConfigureAwait(false);
            }

            if (CallErrors.FromAcknowledgement(call.Method, call.Request.Topic, answer) is { } refusal)
            {
                End(call, refusal);
            }
            else
            {
                call.OnAcknowledged();
            }
        }
        catch (MqttConnectionLostException lost)
        {
            End(call, CallErrors.ConnectionLost(call, lost.Message));
        }
        catch (Exception unforeseen)
        {
            CallLog.SendFailed(log, call.Request.Topic, unforeseen);
            End(call, CallErrors.ConnectionLost(call, unforeseen.Message));
        }
        finally
        {
            call.Release();
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
    private RpcException? FindProblem(MqttMethod? method, in MqttMessage request, IMqttSession session) =>
        request.Qos > session.Limits.MaximumQos ? CallErrors.QosNotSupported(method, request.Topic, session.Limits.MaximumQos, keeper.Broker)
        : session.Limits.MaximumPacketSize is { } limit && PacketSize.OfPublish(request) is var size && size > limit
            ? CallErrors.TooLarge(method, request.Topic, size, limit, keeper.Broker)
            : null;

    private void End(PendingCall call, RpcException error)
    {
        if (pending.TryTake(call.Correlation, out _))
        {
            call.Fail(error);
        }
    }
}
