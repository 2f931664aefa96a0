using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Sends requests over a connection and looks at what the broker says to them.</summary>
internal sealed class RequestSender(SessionKeeper keeper, PendingCalls pending, TimeProvider time, ILogger log)
{
    /// <summary>After a broker's restart callers come back before servers, so "nobody subscribes" is not believed at once.</summary>
    private static readonly TimeSpan NoResponderGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NoResponderPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends the request of a call whose sender the caller of this method has become.</summary>
    public void Send(PendingCall call, IMqttSession session)
    {
        if (TooLarge(call.Method, call.Request, session) is { } error)
        {
            End(call, error);
            call.Release();
            return;
        }

        // Not awaited: the call ends with its response, and the acknowledgement only matters when it is bad.
        _ = SendAsync(call, session);
    }

    /// <summary>Sends a request that expects no response.</summary>
    /// <returns>What the broker says to it after the grace, or an error.</returns>
    /// <exception cref="MqttConnectionLostException">The connection ended before the acknowledgement.</exception>
    public async Task<RpcException?> SendOneWayAsync(MqttMethod method, MqttMessage request, IMqttSession session, RequestProgress progress) =>
        TooLarge(method, request, session) ?? CallErrors.FromAcknowledgement(
            method, request.Topic, await PublishAsync(request, session, progress).ConfigureAwait(false));

    /// <summary>Tells every instance of the service that a call is not wanted any more.</summary>
    public void SendCancel(PendingCall call)
    {
        if (call.CancelTopic is { } topic && keeper.Session is { } session)
        {
            MqttMessage request = call.Request;

            // The call's own memory is reused once it has ended.
            _ = SendCancelAsync(session, new MqttMessage
            {
                Topic = topic,
                CorrelationData = request.CorrelationData.ToArray(),
                ResponseTopic = request.ResponseTopic,
                Qos = request.Qos,
                ExpirySeconds = request.ExpirySeconds,
            });
        }
    }

    private async Task SendAsync(PendingCall call, IMqttSession session)
    {
        try
        {
            MqttReasonCode answer = await PublishAsync(call.Request, session, call.Progress).ConfigureAwait(false);
            if (CallErrors.FromAcknowledgement(call.Method, call.Request.Topic, answer) is { } refusal)
            {
                End(call, refusal);
            }
            else
            {
                call.Progress.OnAcknowledged();
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

    private async Task<MqttReasonCode> PublishAsync(MqttMessage request, IMqttSession session, RequestProgress progress)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            MqttReasonCode answer = await session.PublishAsync(request).ConfigureAwait(false);
            if (answer != MqttReasonCode.NoMatchingSubscribers || time.GetElapsedTime(started) >= NoResponderGrace || !progress.TryPause())
            {
                return answer;
            }

            await Task.Delay(NoResponderPause, time, CancellationToken.None).ConfigureAwait(false);
            if (!progress.TryResume())
            {
                return answer;
            }
        }
    }

    private async Task SendCancelAsync(IMqttSession session, MqttMessage cancel)
    {
        try
        {
            await session.PublishAsync(cancel).ConfigureAwait(false);
        }
        catch (MqttConnectionLostException lost)
        {
            CallLog.CancelNotSent(log, cancel.Topic, lost);
        }
    }

    private RpcException? TooLarge(MqttMethod? method, in MqttMessage request, IMqttSession session) =>
        session.Limits.MaximumPacketSize is { } limit && PacketSize.OfPublish(request) is var size && size > limit
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
