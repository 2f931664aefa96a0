using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>
/// Checks a broker's certificate where MQTTnet's WebSocket cannot be told whom to trust, or which name to expect, and checks nothing less than
/// TLS does elsewhere: purpose, time, chain and name.
/// </summary>
/// <param name="host">The name or address that the certificate must carry.</param>
/// <param name="authorities">Whom to trust and nobody else; <see langword="null"/> for the authorities of the system.</param>
/// <param name="verdict">Hears what is wrong.</param>
internal sealed class WebSocketCertificateCheck(string host, X509Certificate2Collection? authorities, CertificateVerdict verdict)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public bool Accepts(MqttClientCertificateValidationEventArgs broker)
    {
        if (broker.Certificate is not X509Certificate2 certificate || !certificate.MatchesHostname(host.Trim('[', ']')))
        {
            return verdict.Refuse(broker.Certificate as X509Certificate2, SslPolicyErrors.RemoteCertificateNameMismatch, broker.Chain);
        }

        if (authorities is not null)
        {
            return IsIssuedByAuthority(certificate, broker.Chain);
        }

        SslPolicyErrors ofChain = broker.SslPolicyErrors & SslPolicyErrors.RemoteCertificateChainErrors;
        return ofChain == SslPolicyErrors.None || verdict.Refuse(certificate, ofChain, broker.Chain);
    }

    private bool IsIssuedByAuthority(X509Certificate2 certificate, X509Chain? received)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        if (received is not null)
        {
            // The authorities in between, which the broker sent along.
            chain.ChainPolicy.ExtraStore.AddRange(received.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate) || verdict.Refuse(certificate, SslPolicyErrors.RemoteCertificateChainErrors, chain);
    }
}
