using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Sends responses. It waits for a connection while the call has time left, and never throws.</summary>
internal sealed class ResponseSender(SessionKeeper keeper, TimeProvider time, ILogger log)
{
    public async ValueTask SendAsync(MqttMessage request, ResponseParts response, Deadline answerBy)
    {
        try
        {
            LiveSession? session = keeper.Session ?? await WaitAsync(null, answerBy).ConfigureAwait(false);
            while (session is not null && answerBy.TimeLeft is { Ticks: > 0 } timeLeft)
            {
                if (await TrySendAsync(session, Encode(request, response, timeLeft, session)).ConfigureAwait(false))
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

    /// <returns>Whether the broker has it; otherwise the connection was lost first.</returns>
    private async ValueTask<bool> TrySendAsync(LiveSession session, MqttMessage response)
    {
        MqttReasonCode answer;
        try
        {
            answer = await session.PublishAsync(response).ConfigureAwait(false);
        }
        catch (MqttConnectionLostException)
        {
            return false;
        }

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
        return ResponseEncoding.Encode(
            request,
            new ResponseParts(RpcStatus.PayloadTooLarge)
            {
                Message = $"The answer is {size} bytes, the service's broker allows {limit}.",
                ApplicationError = true,
            },
            timeLeft);
    }

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
