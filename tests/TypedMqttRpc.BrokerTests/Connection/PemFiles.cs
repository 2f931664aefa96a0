using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>Certificates in files, as users have them.</summary>
internal sealed class PemFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("certificates-");

    public string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    public string WriteCertificate(X509Certificate2 certificate) => Write("certificate.pem", certificate.ExportCertificatePem());

    public string WriteKey(X509Certificate2 certificate, string? password = null) => Write("key.pem", password is null
        ? certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()
        : certificate.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(
            password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1000)));

    public string WritePfx(X509Certificate2 certificate, string password)
    {
        string path = Path.Combine(_folder.FullName, "certificate.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
