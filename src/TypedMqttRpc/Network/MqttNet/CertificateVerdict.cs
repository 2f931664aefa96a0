using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>
/// What is wrong with the certificate that a broker showed in one attempt to connect. MQTTnet checks it in a callback of its own, after which
/// the platform knows only that it was rejected, and not why.
/// </summary>
/// <param name="host">The name or address that the certificate must carry.</param>
internal sealed class CertificateVerdict(string host)
{
    /// <summary>As a sentence without its full stop; <see langword="null"/> when nothing is wrong, or no certificate was seen.</summary>
    public string? Problem { get; private set; }

    /// <summary>Accepts what the platform accepts, and nothing else.</summary>
    public bool Accepts(MqttClientCertificateValidationEventArgs broker) =>
        broker.SslPolicyErrors == SslPolicyErrors.None
        || Refuse(broker.Certificate as X509Certificate2, broker.SslPolicyErrors, broker.Chain);

    /// <returns><see langword="false"/>.</returns>
    public bool Refuse(X509Certificate2? certificate, SslPolicyErrors errors, X509Chain? chain)
    {
        Problem = certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)
            ? "the broker showed no certificate"
            : string.Join(" and ", DescribeAll(certificate, errors, chain?.ChainStatus ?? []));
        return false;
    }

    private IEnumerable<string> DescribeAll(X509Certificate2 certificate, SslPolicyErrors errors, X509ChainStatus[] statuses)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            yield return $"the broker's certificate ({certificate.Subject}) does not name the host '{host}'";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            foreach (string problem in statuses.Select(status => Describe(certificate, status)).Distinct(StringComparer.Ordinal).DefaultIfEmpty("its chain is not valid"))
            {
                yield return problem;
            }
        }
    }

    private static string Describe(X509Certificate2 certificate, X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => string.Create(
            CultureInfo.InvariantCulture,
            $"the broker's certificate or its authority's is not valid now (the broker's is from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u})"),
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => $"the authority of the broker's certificate ({certificate.Issuer}) is not trusted",
        X509ChainStatusFlags.NotValidForUsage => "the broker's certificate is not one for servers",
        _ => $"the broker's certificate is not valid ({status.Status})",
    };
}
