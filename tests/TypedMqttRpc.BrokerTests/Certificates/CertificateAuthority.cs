using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TypedMqttRpc.BrokerTests.Certificates;

/// <summary>A certificate authority that lives as long as a test.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-2);

    public CertificateAuthority(string name = "Test authority")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        Certificate = request.CreateSelfSigned(Begin, Begin.AddDays(10));
    }

    /// <summary>What to trust.</summary>
    public X509Certificate2 Certificate { get; }

    /// <param name="host">The only name by which clients may reach the server, a host or an address.</param>
    /// <param name="end">When it expires; in a week when <see langword="null"/>.</param>
    public X509Certificate2 IssueServer(string host = "127.0.0.1", DateTimeOffset? end = null)
    {
        SubjectAlternativeNameBuilder names = new();
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        return Issue(host, ServerAuthentication, end, names.Build());
    }

    public X509Certificate2 IssueClient(string name, DateTimeOffset? end = null) => Issue(name, ClientAuthentication, end);

    public void Dispose() => Certificate.Dispose();

    private X509Certificate2 Issue(string name, string usage, DateTimeOffset? end, params X509Extension[] extensions)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(usage)], critical: false));
        foreach (X509Extension extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        using X509Certificate2 open = request.Create(Certificate, Begin, end ?? Begin.AddDays(9), RandomNumberGenerator.GetBytes(16));
        using X509Certificate2 withKey = open.CopyWithPrivateKey(key);

        // Some platforms' TLS cannot use a key that lives in memory only; a key loaded from PKCS #12 they can.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
