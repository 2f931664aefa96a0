using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Sends responses. It waits for a connection while the call has time left, and never throws.</summary>
internal sealed class ResponseSender(SessionKeeper keeper, TimeProvider time, ILogger log)
{
    public async ValueTask SendAsync(MqttMessage request, ResponseParts response, RpcContext call)
    {
        try
        {
            IMqttSession? session = keeper.Session ?? await WaitAsync(call.TimeLeft).ConfigureAwait(false);
            TimeSpan timeLeft = call.TimeLeft;
            if (session is null || timeLeft <= TimeSpan.Zero)
            {
                ServingLog.TooLateToAnswer(log, request.Topic);
                return;
            }

            MqttMessage message = Encode(request, response, timeLeft, session);
            MqttReasonCode answer = await session.PublishAsync(message).ConfigureAwait(false);
            if (answer == MqttReasonCode.PacketTooLarge)
            {
                // Some brokers have a limit that CONNACK does not tell.
                ServingLog.ResponseTooLargeForBroker(log, request.Topic, PacketSize.OfPublish(message));
                message = ResponseEncoding.Encode(request, TooLarge($"The answer is {PacketSize.OfPublish(message)} bytes, more than the service's broker allows."), timeLeft);
                answer = await session.PublishAsync(message).ConfigureAwait(false);
            }

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
        return ResponseEncoding.Encode(request, TooLarge($"The answer is {size} bytes, the service's broker allows {limit}."), timeLeft);
    }

    /// <summary>The handler has run, which the caller must know before it calls again.</summary>
    private static ResponseParts TooLarge(string message) => new(RpcStatus.PayloadTooLarge) { Message = message, ApplicationError = true };

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
