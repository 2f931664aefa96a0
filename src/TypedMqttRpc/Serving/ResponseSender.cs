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

    /// <returns>Whether the broker has it; otherwise the connection was lost first.</returns>
    private async ValueTask<bool> TrySendAsync(LiveSession session, MqttMessage request, MqttMessage response, TimeSpan timeLeft)
    {
        MqttReasonCode answer;
        try
        {
            answer = await session.PublishAsync(response).ConfigureAwait(false);
            if (answer == MqttReasonCode.PacketTooLarge)
            {
                // Some brokers have a limit that CONNACK does not tell.
                long size = PacketSize.OfPublish(response);
                ServingLog.ResponseTooLargeForBroker(log, request.Topic, size);
                response = ResponseEncoding.Encode(request, TooLarge($"The answer is {size} bytes, more than the service's broker allows."), timeLeft);
                answer = await session.PublishAsync(response).ConfigureAwait(false);
            }
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
        return ResponseEncoding.Encode(request, TooLarge($"The answer is {size} bytes, the service's broker allows {limit}."), timeLeft);
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
