using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Peers;

/// <summary>MQTTnet as it is: plays foreign peers and attackers, who send what our own client would not.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>();
    private int _received;

    private RawClient() => _client.ApplicationMessageReceivedAsync += received =>
    {
        Interlocked.Increment(ref _received);
        _messages.Writer.TryWrite(Network.MqttNet.MessageMapping.FromMqttNet(received.ApplicationMessage));
        return Task.CompletedTask;
    };

    /// <summary>How many messages have arrived.</summary>
    public int Received => Volatile.Read(ref _received);

    public bool IsConnected => _client.IsConnected;

    public static async Task<RawClient> ConnectAsync(string uri, string clientId, string? user = null)
    {
        var client = new RawClient();
        var address = new Uri(uri);
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(address.Host, address.Port)
            .WithClientId(clientId)
            .WithTimeout(TimeSpan.FromSeconds(30));
        if (user is not null)
        {
            options = options.WithCredentials(user, user);
        }

        await client._client.ConnectAsync(options.Build());
        return client;
    }

    public async Task<MqttReasonCode> SubscribeAsync(string filter)
    {
        MqttClientSubscribeResult result = await _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        return (MqttReasonCode)result.Items.Single().ResultCode;
    }

    /// <returns>What PUBACK said.</returns>
    public async Task<MqttReasonCode> PublishAsync(MqttMessage message) =>
        (MqttReasonCode)(await _client.PublishAsync(Network.MqttNet.MessageMapping.ToMqttNet(message))).ReasonCode;

    /// <summary>The next message; <see langword="null"/> when none comes in time.</summary>
    public async Task<MqttMessage?> NextAsync(TimeSpan limit)
    {
        using var ended = new CancellationTokenSource(limit);
        try
        {
            return await _messages.Reader.ReadAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
