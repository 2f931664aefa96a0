using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>A connection that is up, with the window of what may be under way on it.</summary>
internal sealed class LiveSession
{
    /// <summary>A longer window gains nothing, and brokers and clients search lists for every acknowledgement.</summary>
    private const int MaxInFlight = 256;

    private readonly IMqttSession _session;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LiveSession(IMqttSession session)
    {
        _session = session;
        Window = new SendWindow(Math.Min(session.Limits.ReceiveMaximum, MaxInFlight));
    }

    public MqttBrokerLimits Limits => _session.Limits;

    public SendWindow Window { get; }

    /// <summary>The calls whose requests wait in the window.</summary>
    public IWaitingRequests? WaitingRequests { get; set; }

    /// <summary>Ends with the reason when whoever used the connection found it lost. The network tells it too, mostly: <see cref="SessionLink.Closed"/>.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Whoever used the connection found it lost: nobody uses it any more.</summary>
    public void OnLost(MqttConnectionLostException lost)
    {
        Window.Close();
        _lost.TrySetResult(lost.Message);
    }

    /// <summary>Publishes in its turn, before all requests that wait for theirs.</summary>
    /// <exception cref="MqttConnectionLostException">The connection ended before the acknowledgement.</exception>
    public async ValueTask<MqttReasonCode> PublishAsync(MqttMessage message)
    {
        if (message.Qos == 0)
        {
            return await PublishNowAsync(message).ConfigureAwait(false);
        }

        await Window.EnterAsync().ConfigureAwait(false);
        try
        {
            return await PublishNowAsync(message).ConfigureAwait(false);
        }
        finally
        {
            Window.Leave();
        }
    }

    /// <summary>
    /// Publishes a message that has its place in the window, or needs none. Whoever is told that it has ended gives the place back, or says that the
    /// connection is lost: <see cref="OnLost"/>.
    /// </summary>
    public void PublishNow(in MqttMessage message, IPublishCompletion completion) => _session.Publish(message, completion);

    public async Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        try
        {
            return await _session.SubscribeAsync(subscriptions, cancellationToken).ConfigureAwait(false);
        }
        catch (MqttConnectionLostException lost)
        {
            OnLost(lost);
            throw;
        }
    }

    public async Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        try
        {
            await _session.UnsubscribeAsync(filters, cancellationToken).ConfigureAwait(false);
        }
        catch (MqttConnectionLostException lost)
        {
            OnLost(lost);
            throw;
        }
    }

    public Task PingAsync() => _session.PingAsync();

    public long ReceivedPackets => _session.ReceivedPackets;

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private async ValueTask<MqttReasonCode> PublishNowAsync(MqttMessage message)
    {
        try
        {
            return await _session.PublishAsync(message).ConfigureAwait(false);
        }
        catch (MqttConnectionLostException lost)
        {
            OnLost(lost);
            throw;
        }
    }
}
