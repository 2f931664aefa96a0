using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>One connection of MQTTnet's client. A client is used for one connection only, so that nothing of a lost one lingers.</summary>
internal sealed class MqttNetSession : IMqttSession
{
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromMilliseconds(200);

    /// <summary>A token that never fires, in place of which MQTTnet would take one with a limit of its own.</summary>
    private readonly CancellationToken _noLimit = new CancellationTokenSource().Token;

    private readonly IMqttClient _client;
    private readonly IMqttReceiver _receiver;
    private long _receivedPackets;
    private int _ended;

    public MqttNetSession(IMqttClient client, IMqttReceiver receiver)
    {
        _client = client;
        _receiver = receiver;
        client.ApplicationMessageReceivedAsync += received =>
        {
            Interlocked.Increment(ref _receivedPackets);
            receiver.OnMessage(MessageMapping.FromMqttNet(received.ApplicationMessage));
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += OnDisconnected;
    }

    public MqttBrokerLimits Limits { get; private set; } = new();

    public long ReceivedPackets => Volatile.Read(ref _receivedPackets);

    public async Task PingAsync()
    {
        try
        {
            // How long to wait is known where a full thread pool is taken into account.
            await _client.PingAsync(_noLimit).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            throw Lost(failure);
        }
    }

    public void Open(MqttClientConnectResult answer)
    {
        Limits = new MqttBrokerLimits
        {
            ReceiveMaximum = answer.ReceiveMaximum is { } maximum and > 0 ? maximum : ushort.MaxValue,
            MaximumPacketSize = answer.MaximumPacketSize is > 0 ? answer.MaximumPacketSize : null,
            MaximumQos = (int)answer.MaximumQoS,
            SharedSubscriptions = answer.SharedSubscriptionAvailable,
            KeepAlive = answer.ServerKeepAlive > 0 ? TimeSpan.FromSeconds(answer.ServerKeepAlive) : null,
        };
    }

    public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message)
    {
        // What does not fit into a packet at all is found here, where it harms nobody else.
        PacketSize.Measure(message);
        return new(SendAsync(MessageMapping.ToMqttNet(message)));
    }

    public async Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        var options = new MqttClientSubscribeOptions();
        foreach (MqttSubscription subscription in subscriptions)
        {
            options.TopicFilters.Add(new MQTTnet.Packets.MqttTopicFilter
            {
                Topic = subscription.Filter,
                QualityOfServiceLevel = (MqttQualityOfServiceLevel)subscription.Qos,
                RetainHandling = subscription.WantsRetained ? MqttRetainHandling.SendAtSubscribe : MqttRetainHandling.DoNotSendOnSubscribe,

                // The retained flag of a planted request must reach the server, which refuses it.
                RetainAsPublished = true,
            });
        }

        try
        {
            MqttClientSubscribeResult result = await _client.SubscribeAsync(options, cancellationToken).ConfigureAwait(false);
            return [.. result.Items.Select(item => (MqttReasonCode)item.ResultCode)];
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            // MQTTnet calls it a time-out of its own when the token has fired.
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(failure);
        }
    }

    public async Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        var options = new MqttClientUnsubscribeOptions();
        options.TopicFilters.AddRange(filters);
        try
        {
            await _client.UnsubscribeAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            // MQTTnet calls it a time-out of its own when the token has fired.
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        bool sayGoodbye = Interlocked.Exchange(ref _ended, 1) == 0 && _client.IsConnected;
        if (sayGoodbye)
        {
            using var limit = new CancellationTokenSource(GoodbyeLimit);
            try
            {
                await _client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = 0 }, limit.Token).WaitAsync(GoodbyeLimit).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is TimeoutException || IsLoss(failure))
            {
                // The broker will notice by itself.
            }
        }

        _client.Dispose();
    }

    private async Task<MqttReasonCode> SendAsync(MqttApplicationMessage packet)
    {
        bool isUnderWay = false;
        try
        {
            // Never with a token: cancelling MQTTnet in the middle of a packet leaves a connection that looks alive and is not.
            Task<MqttClientPublishResult> publish = _client.PublishAsync(packet, CancellationToken.None);
            isUnderWay = true;
            MqttClientPublishResult result = await publish.ConfigureAwait(false);
            if (packet.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce)
            {
                Interlocked.Increment(ref _receivedPackets);
            }

            return (MqttReasonCode)result.ReasonCode;
        }
        catch (Exception failure) when (isUnderWay || IsLoss(failure))
        {
            // Of what fails halfway nobody knows how much was written, so the connection counts as lost whatever it is.
            throw Lost(failure);
        }
    }

    private Task OnDisconnected(MqttClientDisconnectedEventArgs end)
    {
        if (end.ClientWasConnected && Interlocked.Exchange(ref _ended, 1) == 0)
        {
            string? text = end.Exception?.Message ?? end.ReasonString;
            _receiver.OnClosed(end.Reason == MqttClientDisconnectReason.NormalDisconnection
                ? text ?? "the broker closed the connection"
                : $"reason 0x{(int)end.Reason:X2} ({end.Reason}){(text is null ? null : $": {text}")}");
        }

        return Task.CompletedTask;
    }

    /// <summary>What MQTTnet throws when the connection ends underneath it; the last two come from races inside it.</summary>
    private static bool IsLoss(Exception failure) =>
        failure is MqttCommunicationException or MqttClientDisconnectedException or MqttClientNotConnectedException
            or MqttClientUnexpectedDisconnectReceivedException or ObjectDisposedException or OperationCanceledException
            or IOException or System.Net.Sockets.SocketException or InvalidOperationException or NullReferenceException;

    private static MqttConnectionLostException Lost(Exception failure) => new($"the connection ended: {failure.Message}", failure);
}
