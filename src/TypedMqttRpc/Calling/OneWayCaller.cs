using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Calls that want no response: they end when the broker has taken the request.</summary>
internal sealed class OneWayCaller(Caller caller, SessionKeeper keeper, TimeProvider time)
{
    /// <exception cref="RpcException">There was no connection in time, or the broker refused or did not acknowledge the request.</exception>
    public async Task SendAsync(MqttMethod method, string topic, ReadOnlyMemory<byte> payload, RpcCallOptions options, CancellationToken cancellationToken)
    {
        TimeSpan timeout = caller.TimeoutOf(method, options);
        if (timeout <= TimeSpan.Zero)
        {
            throw CallErrors.NoTimeLeft(method, topic);
        }

        using var limit = new CancellationTokenSource(timeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        MqttMessage request = RequestEncoding.Encode(new RequestParts
        {
            Topic = topic,
            Payload = payload,
            Qos = options.Qos ?? method.Qos ?? caller.Settings.Qos,
            Timeout = timeout,
            Headers = options.Headers,
        });

        bool sent = false;
        try
        {
            IMqttSession session = await keeper.WaitAsync(ended.Token).ConfigureAwait(false);
            sent = true;
            if (await caller.Sender.SendOneWayAsync(method, request, session, ended.Token).WaitAsync(ended.Token).ConfigureAwait(false) is { } refusal)
            {
                throw refusal;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw sent ? CallErrors.NeverAcknowledged(method, topic, timeout) : CallErrors.NotConnected(method, topic, timeout, keeper);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (MqttConnectionLostException lost)
        {
            throw CallErrors.ConnectionLost(method, topic, lost.Message);
        }
    }
}
