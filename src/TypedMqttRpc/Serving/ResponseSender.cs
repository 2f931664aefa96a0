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
            IMqttSession? session = keeper.Session ?? await WaitAsync(answerBy.TimeLeft).ConfigureAwait(false);
            TimeSpan timeLeft = answerBy.TimeLeft;
            if (session is null || timeLeft <= TimeSpan.Zero)
            {
                ServingLog.TooLateToAnswer(log, request.Topic);
                return;
            }

            MqttReasonCode answer = await session.PublishAsync(Encode(request, response, timeLeft, session)).ConfigureAwait(false);
            if (answer >= MqttReasonCode.UnspecifiedError)
            {
                ServingLog.ResponseRefused(log, request.ResponseTopic!, answer);
            }
            else if (answer == MqttReasonCode.NoMatchingSubscribers)
            {
                ServingLog.CallerGone(log, request.ResponseTopic!);
            }
        }
        catch (Exception failure)
        {
            ServingLog.ResponseLost(log, request.ResponseTopic!, failure);
        }
    }

    private MqttMessage Encode(in MqttMessage request, in ResponseParts response, TimeSpan timeLeft, IMqttSession session)
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

    private async Task<IMqttSession?> WaitAsync(TimeSpan timeLeft)
    {
        if (timeLeft <= TimeSpan.Zero)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(timeLeft, time);
        try
        {
            return await keeper.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
