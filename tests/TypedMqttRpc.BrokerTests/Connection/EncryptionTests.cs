using System.Security.Cryptography.X509Certificates;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Certificates;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.Network;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>TLS: who is trusted, who is refused, and how soon and how clearly that is said.</summary>
public sealed class EncryptionTests : IDisposable
{
    private readonly CertificateAuthority _authority = new();
    private readonly PemFiles _files = new();

    [Fact]
    public async Task A_broker_whose_authority_is_in_the_CA_file_is_trusted()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority });
        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(Trusting(broker, _authority));
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(Work.Echo);

        Assert.Equal("x", await rpc.CreateClient<IWork>().RunAsync("x"));
    }

    [Fact]
    public async Task The_files_can_stand_in_the_address()
    {
        using X509Certificate2 server = _authority.IssueServer("broker.example");
        using X509Certificate2 client = _authority.IssueClient("alice");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority, ServerCertificate = server, RequireClientCertificate = true });
        string ca = _files.Write("ca.pem", _authority.Certificate.ExportCertificatePem());

        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(
            $"{broker.TlsUri}?ca={Uri.EscapeDataString(ca)}&cert={Uri.EscapeDataString(_files.WriteCertificate(client))}&key={Uri.EscapeDataString(_files.WriteKey(client))}&tlsHost=broker.example");

        Assert.Equal(MqttRpcConnectionState.Connected, rpc.State);
    }

    [Fact]
    public async Task A_broker_of_an_unknown_authority_is_refused()
    {
        using CertificateAuthority other = new("Another authority");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority });

        await IsRefusedAsync(Trusting(broker, other), "is not trusted");
        await IsRefusedAsync(new MqttRpcOptions { Uri = broker.TlsUri }, "is not trusted");
    }

    [Fact]
    public async Task A_broker_with_the_certificate_of_another_host_is_refused_unless_that_host_is_named()
    {
        using X509Certificate2 server = _authority.IssueServer("broker.example");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority, ServerCertificate = server });
        MqttRpcOptions options = Trusting(broker, _authority);

        await IsRefusedAsync(options, "the broker's certificate (CN=broker.example) does not name the host '127.0.0.1'");
        options.Tls.TargetHost = "broker.example";
        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(options);
        Assert.Equal(MqttRpcConnectionState.Connected, rpc.State);
        options.Tls.TargetHost = "another.example";
        await IsRefusedAsync(options, "does not name the host 'another.example'");
    }

    [Fact]
    public async Task A_broker_with_an_expired_certificate_is_refused()
    {
        using X509Certificate2 server = _authority.IssueServer(end: DateTimeOffset.UtcNow.AddDays(-1));
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority, ServerCertificate = server });

        await IsRefusedAsync(Trusting(broker, _authority), "is not valid now");
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("encrypted pem")]
    [InlineData("pfx")]
    public async Task A_client_certificate_is_shown_where_one_is_required(string format)
    {
        using X509Certificate2 client = _authority.IssueClient("alice");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Authority = _authority,
            RequireClientCertificate = true,
            Acl = "user alice\ntopic readwrite #\n",
        });
        MqttRpcOptions options = Trusting(broker, _authority);
        options.Tls.KeyPassword = format == "pem" ? null : "p@ss";
        options.Tls.CertificateFile = format == "pfx" ? _files.WritePfx(client, "p@ss") : _files.WriteCertificate(client);
        options.Tls.KeyFile = format == "pfx" ? null : _files.WriteKey(client, options.Tls.KeyPassword);

        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(options);

        // The access control file knows only the name in the certificate.
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(Work.Echo);
        Assert.Equal("x", await rpc.CreateClient<IWork>().RunAsync("x"));
    }

    [Fact]
    public async Task Without_a_required_client_certificate_there_is_no_connection()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority, RequireClientCertificate = true });
        MqttRpcOptions options = Trusting(broker, _authority);
        options.ConnectTimeout = TimeSpan.FromSeconds(1);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => MqttRpcConnection.ConnectAsync(options).Soon());

        Assert.Contains(broker.TlsUri, error.Message, StringComparison.Ordinal);
        Assert.Contains("Tls.CertificateFile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_TCP_is_never_fallen_back_to_in_either_direction()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority });
        MqttRpcOptions plain = new() { Uri = $"mqtt://127.0.0.1:{broker.TlsPort}", ConnectTimeout = TimeSpan.FromSeconds(1) };
        MqttRpcOptions encrypted = Trusting(broker, _authority);
        (encrypted.Uri, encrypted.ConnectTimeout) = ($"mqtts://127.0.0.1:{broker.Port}", TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<MqttConnectException>(() => MqttRpcConnection.ConnectAsync(plain).Soon());
        await Assert.ThrowsAsync<MqttConnectException>(() => MqttRpcConnection.ConnectAsync(encrypted).Soon());
    }

    [Theory]
    [InlineData("CaFile")]
    [InlineData("CertificateFile")]
    public async Task A_file_that_cannot_be_used_is_named_at_once(string option)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority });
        foreach (string path in (string[])["/no/such/file.pem", _files.Write("nonsense.pem", "nonsense")])
        {
            MqttRpcOptions options = Trusting(broker, _authority);
            _ = option == "CaFile" ? options.Tls.CaFile = path : options.Tls.CertificateFile = path;

            MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => MqttRpcConnection.ConnectAsync(options).Soon());

            Assert.True(error.IsPermanent);
            Assert.Contains($"The file '{path}' of the TLS option {option}", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_run_over_WebSocket(bool encrypted)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority, WebSocket = true });
        MqttRpcOptions options = new() { Uri = broker.WebSocketUri };
        if (encrypted)
        {
            options = Trusting(broker, _authority);
            options.Uri = broker.SecureWebSocketUri;
        }

        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(options);
        await using IAsyncDisposable serving = await rpc.ServeAsync<IValues>(new Values());

        Assert.Equal(options.Uri, rpc.Broker);

        // Mosquitto 2.0 sends 40 kB a second over a WebSocket, so this is no place for more.
        byte[] bytes = new byte[5_000];
        Assert.Equal(bytes, await rpc.CreateClient<IValues>().EchoAsync(bytes));
    }

    [Fact]
    public async Task Over_WebSocket_too_a_broker_is_refused_that_is_not_trusted()
    {
        using CertificateAuthority other = new("Another authority");
        using X509Certificate2 server = _authority.IssueServer("broker.example");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority, WebSocket = true });
        await using MosquittoBroker elsewhere = await MosquittoBroker.StartAsync(new() { Authority = _authority, ServerCertificate = server, WebSocket = true });
        MqttRpcOptions unknownAuthority = Trusting(broker, other);
        unknownAuthority.Uri = broker.SecureWebSocketUri;
        MqttRpcOptions wrongHost = Trusting(elsewhere, _authority);
        wrongHost.Uri = elsewhere.SecureWebSocketUri;

        await IsRefusedAsync(unknownAuthority, "is not trusted");
        await IsRefusedAsync(wrongHost, "does not name the host '127.0.0.1'");

        wrongHost.Tls.TargetHost = "broker.example";
        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(wrongHost);
        Assert.Equal(MqttRpcConnectionState.Connected, rpc.State);
        wrongHost.Tls.TargetHost = "another.example";
        await IsRefusedAsync(wrongHost, "does not name the host 'another.example'");
    }

    [Fact]
    public async Task Over_WebSocket_too_an_expired_certificate_and_one_that_is_not_a_servers_are_refused()
    {
        using X509Certificate2 expired = _authority.IssueServer(end: DateTimeOffset.UtcNow.AddDays(-1));
        using X509Certificate2 clients = _authority.IssueClient("127.0.0.1");
        foreach ((X509Certificate2 certificate, string problem) in ((X509Certificate2, string)[])[(expired, "is not valid now"), (clients, "is not one for servers")])
        {
            await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = _authority, ServerCertificate = certificate, WebSocket = true });
            MqttRpcOptions options = Trusting(broker, _authority);
            options.Uri = broker.SecureWebSocketUri;

            await IsRefusedAsync(options, problem);
        }
    }

    [Fact]
    public async Task Over_WebSocket_too_a_client_certificate_is_shown()
    {
        using X509Certificate2 client = _authority.IssueClient("alice");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Authority = _authority,
            RequireClientCertificate = true,
            WebSocket = true,
        });
        MqttRpcOptions options = Trusting(broker, _authority);
        options.Uri = broker.SecureWebSocketUri;
        options.Tls.CertificateFile = _files.WriteCertificate(client);
        options.Tls.KeyFile = _files.WriteKey(client);

        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(options);

        Assert.Equal(MqttRpcConnectionState.Connected, rpc.State);
    }

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
    }

    private static async Task IsRefusedAsync(MqttRpcOptions options, string problem)
    {
        MqttConnectException? error = null;
        TimeSpan time = await Measure.OnceAsync(async () => error = await Assert.ThrowsAsync<MqttConnectException>(() => MqttRpcConnection.ConnectAsync(options)));

        Assert.True(error!.IsPermanent, error.Message);
        Assert.StartsWith($"The TLS connection to {options.Uri} failed:", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("Tls.CaFile", error.Message, StringComparison.Ordinal);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private MqttRpcOptions Trusting(MosquittoBroker broker, CertificateAuthority authority)
    {
        MqttRpcOptions options = new() { Uri = broker.TlsUri };
        options.Tls.CaFile = _files.Write($"{authority.Certificate.Thumbprint}.pem", authority.Certificate.ExportCertificatePem());
        return options;
    }
}
