using System.Security.Cryptography.X509Certificates;
using TypedMqttRpc.BrokerTests.Certificates;

namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>What a test wants of its Mosquitto, beside a plain listener on a loopback port.</summary>
internal sealed record MosquittoOptions
{
    /// <summary>User names and passwords. When there are any, nobody else may connect to a listener without certificates.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>The content of the access control file; <see langword="null"/> allows everything.</summary>
    public string? Acl { get; init; }

    /// <summary>Adds an encrypted listener, with a certificate of this authority.</summary>
    public CertificateAuthority? Authority { get; init; }

    /// <summary>The server's certificate, where the usual one for 127.0.0.1 will not do.</summary>
    public X509Certificate2? ServerCertificate { get; init; }

    /// <summary>Clients of the encrypted listener show a certificate, whose name is their user name.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>A client's id is its user name, whatever it says.</summary>
    public bool UserNameIsClientId { get; init; }

    /// <summary>Adds a WebSocket listener; with an <see cref="Authority"/> an encrypted one too.</summary>
    public bool WebSocket { get; init; }

    /// <summary>In bytes of payload: a larger message gets 0x95 in PUBACK.</summary>
    public int? MessageSizeLimit { get; init; }

    /// <summary>In bytes: what CONNACK announces; a larger packet costs the connection.</summary>
    public int? MaximumPacketSize { get; init; }

    /// <summary>How our connections to it read and write.</summary>
    public MqttRpcChannel Channel { get; init; }

    /// <summary>Further lines of the configuration file, before the listeners.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}
