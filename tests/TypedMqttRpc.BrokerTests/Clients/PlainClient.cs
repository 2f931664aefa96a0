using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>A client of MQTTnet as it is, without our library: for looking at brokers, and for playing foreign peers.</summary>
internal sealed class PlainClient : IAsyncDisposable
{
    private readonly Channel<MqttApplicationMessage> _messages = Channel.CreateUnbounded<MqttApplicationMessage>();
    private readonly TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlainClient()
    {
        Client.ApplicationMessageReceivedAsync += received =>
        {
            _messages.Writer.TryWrite(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        Client.DisconnectedAsync += _ =>
        {
            _disconnected.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public IMqttClient Client { get; } = new MqttClientFactory().CreateMqttClient();

    /// <summary>Ends when the connection has ended.</summary>
    public Task Disconnected => _disconnected.Task.Soon();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="uri">Where to: <c>mqtt://host:port</c> or <c>ws://…</c>.</param>
    /// <param name="configure">What else to say, encryption included.</param>
    public static async Task<PlainClient> ConnectAsync(string uri, Action<MqttClientOptionsBuilder>? configure = null)
    {
        PlainClient client = new();
        try
        {
            Assert.Equal(MqttReasonCode.Success, await client.OpenAsync(uri, configure));
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <returns>What CONNACK said. The connection is closed again.</returns>
    public static async Task<MqttReasonCode> TryConnectAsync(string uri, Action<MqttClientOptionsBuilder>? configure = null)
    {
        await using PlainClient client = new();
        return await client.OpenAsync(uri, configure);
    }

    /// <returns>What SUBACK said.</returns>
    public async Task<MqttReasonCode> SubscribeAsync(string filter)
    {
        MqttClientSubscribeResult result = await Client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, Cancel);
        return (MqttReasonCode)result.Items.Single().ResultCode;
    }

    /// <returns>What PUBACK said.</returns>
    public async Task<MqttReasonCode> PublishAsync(string topic, string payload = "")
    {
        MqttApplicationMessage message = new MqttApplicationMessageBuilder()
            .WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        return await PublishAsync(message);
    }

    /// <returns>What PUBACK said.</returns>
    public async Task<MqttReasonCode> PublishAsync(MqttApplicationMessage message) =>
        (MqttReasonCode)(await Client.PublishAsync(message, CancellationToken.None).Soon()).ReasonCode;

    public Task<MqttApplicationMessage> NextAsync() => _messages.Reader.ReadAsync(Cancel).AsTask().Soon();

    public async Task<string> NextTextAsync() => Encoding.UTF8.GetString((await NextAsync()).Payload);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<MqttReasonCode> OpenAsync(string uri, Action<MqttClientOptionsBuilder>? configure)
    {
        Uri address = new(uri);
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTimeout(TimeSpan.FromSeconds(30));
        options = address.Scheme == "ws" ? options.WithWebSocketServer(ws => ws.WithUri(uri)) : options.WithTcpServer(address.Host, address.Port);
        configure?.Invoke(options);
        return (MqttReasonCode)(await Client.ConnectAsync(options.Build(), Cancel)).ResultCode;
    }
}
