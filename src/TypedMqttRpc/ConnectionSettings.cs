using System.Globalization;
using System.Security.Cryptography;
using MessagePack;
using Microsoft.Extensions.Logging;
using MQTTnet;
using TypedMqttRpc.Network.MqttNet;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>The options of a connection after they were copied, completed from the address, and checked.</summary>
internal sealed class ConnectionSettings
{
    private const int MaxClientIdLength = 64;

    private ConnectionSettings(MqttRpcOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.SerializerOptions, nameof(options.SerializerOptions));
        ArgumentNullException.ThrowIfNull(options.LoggerFactory, nameof(options.LoggerFactory));
        ArgumentNullException.ThrowIfNull(options.TimeProvider, nameof(options.TimeProvider));
        ClientId = options.ClientId;
        UserName = options.UserName;
        Password = options.Password;
        Timeout = options.Timeout;
        ConnectTimeout = options.ConnectTimeout;
        KeepAlive = options.KeepAlive;
        SessionExpiry = options.SessionExpiry;
        Presence = options.Presence;
        MaxMessageBytes = options.MaxMessageBytes;
        Qos = options.Qos;
        TopicPrefix = options.TopicPrefix;
        MaxPendingCalls = options.MaxPendingCalls;
        MaxRememberedCalls = options.MaxRememberedCalls;
        MaxRememberedBytes = options.MaxRememberedBytes;
        Channel = options.Channel;
        Connections = options.Connections;
        IncludeExceptionDetails = options.IncludeExceptionDetails;
        Serializer = RpcSerializer.Harden(options.SerializerOptions, nameof(options.SerializerOptions));
        LoggerFactory = options.LoggerFactory;
        Time = options.TimeProvider;
        ConfigureClient = options.ConfigureClient;
        Tls = new MqttTlsOptions
        {
            CaFile = options.Tls.CaFile,
            CertificateFile = options.Tls.CertificateFile,
            KeyFile = options.Tls.KeyFile,
            KeyPassword = options.Tls.KeyPassword,
            TargetHost = options.Tls.TargetHost,
        };
    }

    public string? ClientId { get; private set; }

    public string? UserName { get; private set; }

    public string? Password { get; private set; }

    public MqttTlsOptions Tls { get; }

    public TimeSpan Timeout { get; private set; }

    public TimeSpan ConnectTimeout { get; }

    public TimeSpan KeepAlive { get; private set; }

    public TimeSpan SessionExpiry { get; }

    public bool Presence { get; }

    public int MaxMessageBytes { get; }

    public int Qos { get; private set; }

    public string? TopicPrefix { get; private set; }

    public int MaxPendingCalls { get; }

    public int MaxRememberedCalls { get; }

    public long MaxRememberedBytes { get; }

    public MqttRpcChannel Channel { get; private set; }

    public int Connections { get; private set; }

    public bool IncludeExceptionDetails { get; }

    public MessagePackSerializerOptions Serializer { get; }

    public ILoggerFactory LoggerFactory { get; }

    public TimeProvider Time { get; }

    public Action<MqttClientOptionsBuilder>? ConfigureClient { get; }

    public BrokerAddress? Address { get; private set; }

    /// <exception cref="ArgumentException">A setting is missing or wrong; the message names it and says what to write.</exception>
    public static ConnectionSettings From(MqttRpcOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new ConnectionSettings(options);
        if (options.Uri is { } uri)
        {
            settings.Address = BrokerAddress.Parse(uri, nameof(options.Uri));
            settings.Apply(settings.Address);
        }
        else if (options.Network is null)
        {
            throw new ArgumentException("MqttRpcOptions.Uri is not set; write the broker's address, such as mqtt://localhost:1883.", nameof(options));
        }

        settings.ClientId ??= MakeClientId();
        settings.Check();
        return settings;
    }

    /// <summary>The settings of one more connection over which calls are spread.</summary>
    /// <param name="number">Which one it is, from 2.</param>
    public ConnectionSettings ForStripe(int number)
    {
        var stripe = (ConnectionSettings)MemberwiseClone();
        stripe.ClientId = $"{ClientId}.{number}";
        stripe.Connections = 1;
        return stripe;
    }

    public MqttNetOptions ToMqttNet() => new(Address!) { UserName = UserName, Password = Password, Tls = Tls, Channel = Channel, ConfigureClient = ConfigureClient };

    private void Apply(BrokerAddress address)
    {
        UserName = address.UserName ?? UserName;
        Password = address.Password ?? Password;
        foreach ((string name, string value) in address.Query)
        {
            switch (name)
            {
                case "clientId":
                    ClientId = value;
                    break;
                case "prefix":
                    TopicPrefix = value;
                    break;
                case "timeout":
                    Timeout = ParseSeconds(name, value);
                    break;
                case "keepAlive":
                    KeepAlive = ParseSeconds(name, value);
                    break;
                case "qos":
                    Qos = value is "0" or "1" ? value[0] - '0' : throw Bad(name, value, "0 or 1");
                    break;
                case "channel":
                    Channel = value switch
                    {
                        "pipelined" => MqttRpcChannel.Pipelined,
                        "standard" => MqttRpcChannel.Standard,
                        _ => throw Bad(name, value, "pipelined or standard"),
                    };
                    break;
                case "ca":
                    Tls.CaFile = value;
                    break;
                case "cert":
                    Tls.CertificateFile = value;
                    break;
                case "key":
                    Tls.KeyFile = value;
                    break;
                case "tlsHost":
                    Tls.TargetHost = value;
                    break;
                default:
                    throw new ArgumentException(
                        $"'{MqttText.Clean(name, 32)}' in the query of the broker's address is unknown; known are clientId, prefix, timeout, keepAlive, qos, channel, ca, cert, key and tlsHost.",
                        nameof(MqttRpcOptions.Uri));
            }
        }
    }

    private void Check()
    {
        TopicName.CheckToken(nameof(ClientId), ClientId);
        int longest = Connections == 1 ? ClientId!.Length : ForStripe(Connections).ClientId!.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(longest, MaxClientIdLength, nameof(ClientId));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero, nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Timeout, TimeSpan.FromDays(1), nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero, nameof(ConnectTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ConnectTimeout, TimeSpan.FromDays(1), nameof(ConnectTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepAlive, TimeSpan.FromSeconds(1), nameof(KeepAlive));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(KeepAlive, TimeSpan.FromSeconds(ushort.MaxValue), nameof(KeepAlive));
        ArgumentOutOfRangeException.ThrowIfLessThan(SessionExpiry, TimeSpan.Zero, nameof(SessionExpiry));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SessionExpiry, TimeSpan.FromDays(1), nameof(SessionExpiry));
        ArgumentOutOfRangeException.ThrowIfNegative(Qos, nameof(Qos));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Qos, 1, nameof(Qos));
        ArgumentOutOfRangeException.ThrowIfLessThan(Connections, 1, nameof(Connections));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Connections, 64, nameof(Connections));
        if (!Enum.IsDefined(Channel))
        {
            throw new ArgumentOutOfRangeException(nameof(Channel), Channel, "There is no such channel; use Pipelined or Standard.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingCalls, 1, nameof(MaxPendingCalls));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxPendingCalls, 1_000_000, nameof(MaxPendingCalls));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRememberedCalls, 1, nameof(MaxRememberedCalls));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRememberedBytes, nameof(MaxRememberedBytes));
        if (TopicPrefix is not null)
        {
            CheckPrefix(TopicPrefix);
        }

        if (Password is not null && UserName is null)
        {
            throw new ArgumentException("A password is set without a user name; set both, or neither.", nameof(UserName));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 1024, nameof(MaxMessageBytes));
        if (Address is { IsEncrypted: false } && (Tls.CaFile ?? Tls.CertificateFile ?? Tls.TargetHost) is not null)
        {
            throw new ArgumentException($"TLS files are set, but the address {Address} is not encrypted; use {(Address.IsWebSocket ? "wss" : "mqtts")}://.", nameof(Address));
        }
    }

    /// <summary>It stands before the templates of services, so it is one itself; clients put it in as it is, so it has no tokens.</summary>
    private static void CheckPrefix(string prefix)
    {
        TopicName.Check(prefix, nameof(TopicPrefix));
        if (TopicTemplate.Parse(prefix, nameof(TopicPrefix)).Tokens.Count > 0)
        {
            throw new ArgumentException($"The topic prefix '{prefix}' has a token; write plain levels, such as 'plant-7'.", nameof(TopicPrefix));
        }
    }

    private static TimeSpan ParseSeconds(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw Bad(name, value, "a number of seconds, more than 0 and at most 86400");

    private static ArgumentException Bad(string name, string value, string expected) =>
        new($"'{name}={MqttText.Clean(value, 64)}' in the broker's address is not {expected}.", nameof(MqttRpcOptions.Uri));

    private static string MakeClientId()
    {
        string program = string.Concat(AppDomain.CurrentDomain.FriendlyName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(24));
        return string.Create(CultureInfo.InvariantCulture, $"{(program.Length == 0 ? "rpc" : program)}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
    }
}
