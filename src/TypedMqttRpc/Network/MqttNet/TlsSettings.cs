using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>Reads the certificate files. Host name and chain are always checked, by the platform; nothing here can turn that off.</summary>
internal static class TlsSettings
{
    /// <param name="address">The broker's address.</param>
    /// <param name="options">The files.</param>
    /// <param name="verdict">Hears what is wrong with the broker's certificate.</param>
    /// <exception cref="MqttConnectException">A file cannot be read.</exception>
    public static MqttClientTlsOptions Make(BrokerAddress address, MqttTlsOptions options, CertificateVerdict verdict)
    {
        MqttClientTlsOptionsBuilder tls = new MqttClientTlsOptionsBuilder()
            .UseTls()
            .WithTargetHost(options.TargetHost ?? address.Host)

            // As HttpClient does: devices often cannot reach a revocation list.
            .WithRevocationMode(X509RevocationMode.NoCheck);
        X509Certificate2Collection? authorities = options.CaFile is { } caFile ? ReadAuthorities(caFile) : null;
        if (address.IsWebSocket && (authorities is not null || options.TargetHost is not null))
        {
            // MQTTnet hands neither to the WebSocket.
            tls = tls.WithCertificateValidationHandler(new WebSocketCertificateCheck(options.TargetHost ?? address.Host, authorities, verdict).Accepts);
        }
        else if (!address.IsWebSocket)
        {
            tls = tls.WithCertificateValidationHandler(verdict.Accepts);
            tls = authorities is null ? tls : tls.WithTrustChain(authorities);
        }

        if (options.CertificateFile is { } certificateFile)
        {
            tls = tls.WithClientCertificates([Read("CertificateFile", certificateFile, path => ReadCertificate(path, options))]);
        }

        return tls.Build();
    }

    private static X509Certificate2Collection ReadAuthorities(string caFile) => Read("CaFile", caFile, path =>
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("there is no certificate in it");
    });

    private static X509Certificate2 ReadCertificate(string path, MqttTlsOptions options)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12")
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, options.KeyPassword);
        }

        using X509Certificate2 pem = options.KeyPassword is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password, options.KeyFile)
            : X509Certificate2.CreateFromPemFile(path, options.KeyFile);

        // Windows cannot use a key that only memory holds; a round trip through PFX makes one that it can.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }

    private static T Read<T>(string option, string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new MqttConnectException($"The file '{path}' of the TLS option {option} cannot be used: {failure.Message}", isPermanent: true, innerException: failure);
        }
    }
}
