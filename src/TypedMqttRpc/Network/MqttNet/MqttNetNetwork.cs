using System.Net.Sockets;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using TypedMqttRpc.Network.MqttNet.Pipelined;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>Connections over TCP, TLS and WebSocket, made by MQTTnet.</summary>
internal sealed class MqttNetNetwork(MqttNetOptions options) : IMqttNetwork
{
    /// <summary>MQTTnet's default of 8 KiB stalls a connection that carries a few dozen messages of a kilobyte.</summary>
    private const int SocketBufferSize = 256 * 1024;

    private readonly MqttClientFactory _factory = new();

    public string Broker => options.Address.ToString();

    public async Task<IMqttSession> ConnectAsync(MqttSessionOptions connect, IMqttReceiver receiver, CancellationToken cancellationToken)
    {
        var certificate = new CertificateVerdict(options.Tls.TargetHost ?? options.Address.Host);
        MqttClientOptions clientOptions = MakeOptions(connect, certificate);
        PipelinedAdapterFactory? pipelined = options.Channel == MqttRpcChannel.Pipelined && clientOptions.ChannelOptions is MqttClientTcpOptions
            ? new(receiver)
            : null;
        IMqttClient client = pipelined is null ? _factory.CreateMqttClient() : _factory.CreateMqttClient(pipelined);
        var session = new MqttNetSession(client, receiver);
        try
        {
            MqttClientConnectResult answer = await client.ConnectAsync(clientOptions, cancellationToken).ConfigureAwait(false);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw ConnectFailure.FromConnack(Broker, connect.ClientId, (MqttReasonCode)answer.ResultCode, answer.ReasonString);
            }

            session.Open(answer);
            return pipelined?.Adapter is { } adapter ? new PipelinedSession(session, adapter) : session;
        }
        catch (Exception failure)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            if (failure is MqttConnectException)
            {
                throw;
            }

            // MQTTnet calls it a time-out of its own when the token has fired.
            cancellationToken.ThrowIfCancellationRequested();
            throw ConnectFailure.FromException(Broker, failure, certificate.Problem, options.Address.IsEncrypted && options.Tls.CertificateFile is null);
        }
    }

    private MqttClientOptions MakeOptions(MqttSessionOptions connect, CertificateVerdict certificate)
    {
        MqttClientOptionsBuilder builder = _factory.CreateClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(connect.ClientId)
            .WithCleanStart(connect.CleanStart)
            .WithSessionExpiryInterval((uint)connect.SessionExpiry.TotalSeconds)
            .WithKeepAlivePeriod(connect.KeepAlive)
            .WithMaximumPacketSize(connect.MaximumPacketSize)
            .WithTimeout(TimeSpan.FromSeconds(5))
            .WithoutPacketFragmentation();

        if (connect.Will is { } will)
        {
            builder = builder
                .WithWillTopic(will.Message.Topic)
                .WithWillPayload(will.Message.Payload.ToArray())
                .WithWillQualityOfServiceLevel((MqttQualityOfServiceLevel)will.Message.Qos)
                .WithWillRetain(will.Message.Retain)
                .WithWillMessageExpiryInterval(will.Message.ExpirySeconds)
                .WithWillDelayInterval((uint)will.Delay.TotalSeconds);
        }

        builder = options.Address.IsWebSocket
            ? builder.WithWebSocketServer(webSocket => webSocket.WithUri(Broker))
            : builder.WithTcpServer(options.Address.Host, options.Address.Port);
        if (options.UserName is { } userName)
        {
            builder = builder.WithCredentials(userName, options.Password is { } password ? Encoding.UTF8.GetBytes(password) : null);
        }

        if (options.Address.IsEncrypted)
        {
            builder = builder.WithTlsOptions(TlsSettings.Make(options.Address, options.Tls, certificate));
        }

        options.ConfigureClient?.Invoke(builder);
        MqttClientOptions client = builder.Build();
        if (client.ChannelOptions is MqttClientTcpOptions tcp)
        {
            tcp.BufferSize = Math.Max(tcp.BufferSize, SocketBufferSize);

            // MQTTnet's default resets the connection when it is closed, and with it whatever was written last.
            tcp.LingerState = new LingerOption(enable: false, seconds: 0);
            if (options.Channel == MqttRpcChannel.Pipelined)
            {
                tcp.StreamProvider ??= new SocketProvider(tcp);
            }
        }

        return client;
    }
}
