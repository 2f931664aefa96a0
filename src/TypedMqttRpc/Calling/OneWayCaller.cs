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

        var progress = new RequestProgress();
        try
        {
            progress.MakeReady();
            IMqttSession session = await keeper.WaitAsync(ended.Token).ConfigureAwait(false);
            progress.TryBecomeSender();
            if (await caller.Sender.SendOneWayAsync(method, request, session, progress).WaitAsync(ended.Token).ConfigureAwait(false) is { } refusal)
            {
                throw refusal;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw progress.TryAbandon() ? CallErrors.NotConnected(method, topic, timeout, keeper)
                : progress.TryGiveUp() ? CallErrors.NobodyListens(method, topic)
                : CallErrors.NeverAcknowledged(method, topic, timeout);
        }
        catch (Exception failure) when (failure is MqttConnectionLostException or ObjectDisposedException)
        {
            throw caller.IsDisposed ? CallErrors.Disposed(method, topic, progress.TryAbandon()) : CallErrors.ConnectionLost(method, topic, failure.Message);
        }
        finally
        {
            progress.End();
        }
    }
}
