using System.Security.Cryptography.X509Certificates;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Certificates;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>A Mosquitto with the access control file of the documentation, and those who connect to it.</summary>
internal sealed class AccessRecipe : IAsyncDisposable
{
    private readonly CertificateAuthority _authority;
    private readonly List<PemFiles> _files = [];

    private AccessRecipe(MosquittoBroker broker, CertificateAuthority authority, bool certificates)
    {
        Broker = broker;
        _authority = authority;
        HasCertificates = certificates;
    }

    public MosquittoBroker Broker { get; }

    /// <summary>Certificates say who is who, and not passwords.</summary>
    public bool HasCertificates { get; }

    public static async Task<AccessRecipe> StartAsync(bool certificates)
    {
        CertificateAuthority authority = new();
        MosquittoOptions options = new() { Acl = ReadAcl(), UserNameIsClientId = true };
        return new(
            await MosquittoBroker.StartAsync(certificates
                ? options with { Authority = authority, RequireClientCertificate = true }
                : options with { Users = new[] { "dev-42", "hall", "guest" }.ToDictionary(static name => name, static name => name + "'s password") }),
            authority,
            certificates);
    }

    public Task<MqttRpcConnection> ConnectAsync(string user) => MqttRpcConnection.ConnectAsync(Options(user), TestContext.Current.CancellationToken);

    /// <summary>How a user connects.</summary>
    public MqttRpcOptions Options(string user)
    {
        MqttRpcOptions options = new() { Uri = HasCertificates ? Broker.TlsUri : Broker.Uri, ClientId = user };
        if (HasCertificates)
        {
            using X509Certificate2 certificate = _authority.IssueClient(user);
            PemFiles files = new();
            _files.Add(files);
            options.Tls.CaFile = files.Write("ca.pem", _authority.Certificate.ExportCertificatePem());
            options.Tls.CertificateFile = files.WriteCertificate(certificate);
            options.Tls.KeyFile = files.WriteKey(certificate);
        }
        else
        {
            (options.UserName, options.Password) = (user, user + "'s password");
        }

        return options;
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _files.ForEach(static files => files.Dispose());
        _authority.Dispose();
    }

    private static string ReadAcl()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TypedMqttRpc.sln")))
        {
            folder = folder.Parent;
        }

        string page = File.ReadAllText(Path.Combine(folder!.FullName, "src", "TypedMqttRpc", "docs", "topics-and-acl.md"));
        return page.Split("```acl\n")[1].Split("```")[0];
    }
}
