using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>A connection that is up, with the window of what may be under way on it.</summary>
internal sealed class LiveSession
{
    /// <summary>A longer window gains nothing, and brokers and clients search lists for every acknowledgement.</summary>
    private const int MaxInFlight = 256;

    private readonly IMqttSession _session;

    public LiveSession(IMqttSession session)
    {
        _session = session;
        Window = new SendWindow(Math.Min(session.Limits.ReceiveMaximum, MaxInFlight));
    }

    public MqttBrokerLimits Limits => _session.Limits;

    public SendWindow Window { get; }

    /// <summary>Sends the request of a call that waited in the window, and says whether it did.</summary>
    public Func<CorrelationData, bool>? SendRequest { get; set; }

    /// <summary>Publishes in its turn, before all requests that wait for theirs.</summary>
    /// <exception cref="MqttConnectionLostException">The connection ended before the acknowledgement.</exception>
    public async ValueTask<MqttReasonCode> PublishAsync(MqttMessage message)
    {
        if (message.Qos == 0)
        {
            return await _session.PublishAsync(message).ConfigureAwait(false);
        }

        await Window.EnterAsync().ConfigureAwait(false);
        try
        {
            return await _session.PublishAsync(message).ConfigureAwait(false);
        }
        finally
        {
            Window.Leave();
        }
    }

    /// <summary>Publishes a message that has its place in the window, or needs none.</summary>
    public ValueTask<MqttReasonCode> PublishNowAsync(in MqttMessage message) => _session.PublishAsync(message);

    /// <summary>Publishes a message that has its place in the window, or needs none. Whoever is told that it has ended gives the place back.</summary>
    public void PublishNow(in MqttMessage message, IPublishCompletion completion) => _session.Publish(message, completion);

    public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
        _session.SubscribeAsync(subscriptions, cancellationToken);

    public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) =>
        _session.UnsubscribeAsync(filters, cancellationToken);

    public Task PingAsync() => _session.PingAsync();

    public long ReceivedPackets => _session.ReceivedPackets;

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
