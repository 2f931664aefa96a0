using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Sends responses. It waits for a connection while the call has time left, and never throws.</summary>
internal sealed class ResponseSender(SessionKeeper keeper, TimeProvider time, ILogger log)
{
    /// <summary>Sends the answer of a call, and tells the call when that is over.</summary>
    public void Send(IncomingCall call)
    {
        MqttMessage message;
        LiveSession? session = keeper.Session;
        try
        {
            if (session is null || call.AnswerBy.TimeLeft is not { Ticks: > 0 } timeLeft)
            {
                _ = SendLaterAsync(call, null);
                return;
            }

            message = Encode(call.Message, call.Outcome, timeLeft, session);
        }
        catch (Exception failure)
        {
            OnFailed(call, failure);
            return;
        }

        call.Delivery.Begin(this, session, message);
    }

    /// <summary>The first attempt to send an answer has ended.</summary>
    public void OnPublished(IncomingCall call, LiveSession session, in MqttMessage response, MqttReasonCode answer)
    {
        if (answer == MqttReasonCode.PacketTooLarge)
        {
            call.SetOutcome(TooLargeForBroker(call.Message, response));
            _ = SendLaterAsync(call, null);
        }
        else if (HasBroker(session, response, answer))
        {
            call.OnAnswered();
        }
        else
        {
            OnLost(call, session);
        }
    }

    /// <summary>The connection was lost before the broker had the answer.</summary>
    public void OnLost(IncomingCall call, LiveSession session)
    {
        ServingLog.SendingAgain(log, call.Message.Topic);
        _ = SendLaterAsync(call, session);
    }

    /// <summary>The answer cannot be sent, for a reason that nobody has thought of.</summary>
    public void OnFailed(IncomingCall call, Exception failure)
    {
        ServingLog.ResponseLost(log, call.Message.ResponseTopic!, failure);
        call.OnAnswered();
    }

    /// <param name="request">What is answered, in memory that stays.</param>
    /// <param name="response">The answer.</param>
    /// <param name="answerBy">When nobody waits for it any more.</param>
    /// <param name="lost">A connection that is known to be lost.</param>
    public async ValueTask SendAsync(MqttMessage request, ResponseParts response, Deadline answerBy, LiveSession? lost = null)
    {
        try
        {
            LiveSession? session = lost is null ? keeper.Session : null;
            session ??= await WaitAsync(lost, answerBy).ConfigureAwait(false);
            while (session is not null && answerBy.TimeLeft is { Ticks: > 0 } timeLeft)
            {
                if (await TrySendAsync(session, request, Encode(request, response, timeLeft, session), timeLeft).ConfigureAwait(false))
                {
                    return;
                }

                ServingLog.SendingAgain(log, request.Topic);
                session = await WaitAsync(session, answerBy).ConfigureAwait(false);
            }

            ServingLog.TooLateToAnswer(log, request.Topic);
        }
        catch (Exception failure)
        {
            ServingLog.ResponseLost(log, request.ResponseTopic!, failure);
        }
    }

    private async Task SendLaterAsync(IncomingCall call, LiveSession? lost)
    {
        await SendAsync(call.Message, call.Outcome, call.AnswerBy, lost).ConfigureAwait(false);
        call.OnAnswered();
    }

    /// <returns>Whether the broker has it; otherwise the connection was lost first.</returns>
    private async ValueTask<bool> TrySendAsync(LiveSession session, MqttMessage request, MqttMessage response, TimeSpan timeLeft)
    {
        MqttReasonCode answer;
        try
        {
            answer = await session.PublishAsync(response).ConfigureAwait(false);
            if (answer == MqttReasonCode.PacketTooLarge)
            {
                response = ResponseEncoding.Encode(request, TooLargeForBroker(request, response), timeLeft);
                answer = await session.PublishAsync(response).ConfigureAwait(false);
            }
        }
        catch (MqttConnectionLostException)
        {
            return false;
        }

        return HasBroker(session, response, answer);
    }

    /// <returns>Whether the broker has the answer, for all that can be known.</returns>
    private bool HasBroker(LiveSession session, in MqttMessage response, MqttReasonCode answer)
    {
        if (answer >= MqttReasonCode.UnspecifiedError)
        {
            ServingLog.ResponseRefused(log, response.Topic, answer);
        }
        else if (answer == MqttReasonCode.NoMatchingSubscribers)
        {
            ServingLog.CallerGone(log, response.Topic);
        }

        // At QoS 0 nothing else tells that the bytes went into a connection which was gone already.
        return response.Qos > 0 || keeper.Session == session;
    }

    private MqttMessage Encode(in MqttMessage request, in ResponseParts response, TimeSpan timeLeft, LiveSession session)
    {
        MqttMessage message = ResponseEncoding.Encode(request, response, timeLeft);
        if (session.Limits.MaximumPacketSize is not { } limit || PacketSize.OfPublish(message) is var size && size <= limit)
        {
            return message;
        }

        ServingLog.ResponseTooLarge(log, request.Topic, size, limit);
        return ResponseEncoding.Encode(request, TooLarge($"The answer is {size} bytes, the service's broker allows {limit}."), timeLeft);
    }

    /// <summary>Some brokers have a limit that CONNACK does not tell.</summary>
    private ResponseParts TooLargeForBroker(in MqttMessage request, in MqttMessage response)
    {
        long size = PacketSize.OfPublish(response);
        ServingLog.ResponseTooLargeForBroker(log, request.Topic, size);
        return TooLarge($"The answer is {size} bytes, more than the service's broker allows.");
    }

    /// <summary>The handler has run, which the caller must know before it calls again.</summary>
    private static ResponseParts TooLarge(string message) => new(RpcStatus.PayloadTooLarge) { Message = message, ApplicationError = true };

    private async Task<LiveSession?> WaitAsync(LiveSession? lost, Deadline answerBy)
    {
        TimeSpan timeLeft = answerBy.TimeLeft;
        if (timeLeft <= TimeSpan.Zero)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(timeLeft, time);
        try
        {
            return await keeper.WaitAsync(lost, limit.Token).ConfigureAwait(false);
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }
}
