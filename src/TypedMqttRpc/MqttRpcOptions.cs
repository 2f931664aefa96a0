using MessagePack;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using TypedMqttRpc.Network;

namespace TypedMqttRpc;

/// <summary>The settings of a connection. They are read once, when it is made.</summary>
public sealed class MqttRpcOptions
{
    /// <summary>
    /// The broker's address: <c>mqtt://</c>, <c>mqtts://</c>, <c>ws://</c> or <c>wss://</c>, then <c>user:password@</c> if needed (with
    /// <c>%</c>-escapes), host, port and, for WebSocket, path. The query may set <c>clientId</c>, <c>prefix</c>, <c>timeout</c> (seconds),
    /// <c>keepAlive</c> (seconds), <c>qos</c>, <c>channel</c> (<c>pipelined</c> or <c>standard</c>), <c>ca</c>, <c>cert</c>, <c>key</c> and <c>tlsHost</c>; it wins over the properties here.
    /// </summary>
    public string? Uri { get; set; }

    /// <summary>
    /// The client id, at most 64 characters and one topic level, since response topics begin with it. By default it is made of the
    /// program's name and a random part, so that no two clients can take the connection from each other.
    /// </summary>
    public string? ClientId { get; set; }

    /// <summary>The user name; <see langword="null"/> for none.</summary>
    public string? UserName { get; set; }

    /// <summary>The password; <see langword="null"/> for none.</summary>
    public string? Password { get; set; }

    /// <summary>Certificates, for <c>mqtts://</c> and <c>wss://</c>.</summary>
    public MqttTlsOptions Tls { get; } = new();

    /// <summary>The longest a call takes where nothing shorter is said, connecting included; more than zero, at most a day. 10 seconds by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="MqttRpcConnection.ConnectAsync(MqttRpcOptions, CancellationToken)"/> tries before it gives up; more than zero, at most a day. 10 seconds by default.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The keep-alive interval, in whole seconds up to 65,535. 30 seconds by default.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the broker keeps what arrives for this client after its connection was lost, in whole seconds; zero for not at all. 60 seconds by default.
    /// A connection that serves in a shared subscription group keeps nothing, whatever this says.
    /// </summary>
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Announces what this connection serves, and watches the announcements of the services it calls, so that a call ends early when the instance
    /// that runs it is gone. <see langword="true"/> by default; the topics begin with <c>_rpc/</c>.
    /// </summary>
    public bool Presence { get; set; } = true;

    /// <summary>The quality of service of requests and responses: 0 or 1. 1 by default.</summary>
    public int Qos { get; set; } = 1;

    /// <summary>
    /// Over how many connections calls are spread, from 1 to 64. 1 by default, which carries thousands of calls at once: more are for brokers that limit what one
    /// connection may do, or serve each with one thread. The client ids of the others are <c>{ClientId}.2</c>, <c>{ClientId}.3</c> and so on. What is served is served over the first.
    /// </summary>
    public int Connections { get; set; } = 1;

    /// <summary>
    /// How packets are read and written. <see cref="MqttRpcChannel.Standard"/> leaves that to MQTTnet, in case the default should not work with some broker
    /// or some later MQTTnet; over WebSocket it is always so.
    /// </summary>
    public MqttRpcChannel Channel { get; set; }

    /// <summary>What the topic of every service begins with, such as <c>plant-7</c>; <see langword="null"/> for nothing.</summary>
    public string? TopicPrefix { get; set; }

    /// <summary>
    /// The largest message that the broker may send here, in bytes, from 1,024; it drops larger ones, so that no peer can make this process allocate more.
    /// 16 MiB by default.
    /// </summary>
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many calls may wait for their answer at one time, from 1 to 1,000,000; further ones fail at once. 10,000 by default.</summary>
    public int MaxPendingCalls { get; set; } = 10_000;

    /// <summary>
    /// How many requests to everything that is served here are remembered, with their outcomes, so that a repetition does not run again, from 1. 100,000 by default. Callers of
    /// this library need about as many as they have calls under way; one-way calls, and those of others, are remembered until they expire. At most half are from one caller; beyond the bounds
    /// requests are answered with <see cref="RpcStatus.ResourceExhausted"/>.
    /// </summary>
    public int MaxRememberedCalls { get; set; } = 100_000;

    /// <summary>How many bytes of responses are remembered with them, from 0. 64 MiB by default; without room for it, a repetition learns only that the call ran.</summary>
    public long MaxRememberedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// The MessagePack options whose resolver is used. What a peer sends is always read as untrusted data, nested at most 64 deep, uncompressed.
    /// </summary>
    public MessagePackSerializerOptions SerializerOptions { get; set; } = MessagePackSerializerOptions.Standard;

    /// <summary>Puts texts of exceptions into the answers of failed handlers. For development: they tell a caller what is inside the server.</summary>
    public bool IncludeExceptionDetails { get; set; }

    /// <summary>Where log messages go; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock and its timers.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Changes what MQTTnet is told, after everything here; for settings that have no property.</summary>
    public Action<MqttClientOptionsBuilder>? ConfigureClient { get; set; }

    /// <summary>Where connections come from instead of MQTTnet, such as an in-memory broker in a test; <see cref="Uri"/> is then not needed.</summary>
    public IMqttNetwork? Network { get; set; }
}
