using System.Security.Cryptography.X509Certificates;

namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>A temporary folder with all files that one Mosquitto reads or writes.</summary>
internal sealed class MosquittoFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosquitto-");

    public string FullName => _folder.FullName;

    public string ConfigFile => PathOf("mosquitto.conf");

    public void Write(MosquittoOptions options, MosquittoPorts ports)
    {
        List<string> config =
        [
            // Started by root, Mosquitto would become a user who cannot read this folder. For others the line has no effect.
            "user root",
            "log_dest stderr",
            "log_type all",
            "connection_messages true",
            $"persistence_location {FullName}/",
            .. options.Lines,
        ];
        config.Add($"allow_anonymous {(options.Users.Count == 0 ? "true" : "false")}");
        if (options.Users.Count > 0)
        {
            string users = string.Concat(options.Users.Select(static user => MosquittoPassword.Line(user.Key, user.Value)));
            config.Add($"password_file {WriteFile("passwords", users)}");
        }

        if (options.Acl is { } acl)
        {
            config.Add($"acl_file {WriteFile("acl", acl)}");
        }

        if (options.MessageSizeLimit is { } messageSize)
        {
            config.Add($"message_size_limit {messageSize}");
        }

        if (options.MaximumPacketSize is { } packetSize)
        {
            config.Add($"max_packet_size {packetSize}");
        }

        string[] identity = options.UserNameIsClientId ? ["use_username_as_clientid true"] : [];
        config.AddRange([$"listener {ports.Tcp} 127.0.0.1", .. identity]);
        if (options.WebSocket)
        {
            config.AddRange([$"listener {ports.WebSocket} 127.0.0.1", "protocol websockets", .. identity]);
        }

        config.AddRange(DescribeTls(options, ports));
        WriteFile("mosquitto.conf", string.Join('\n', config) + "\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> DescribeTls(MosquittoOptions options, MosquittoPorts ports)
    {
        if (options.Authority is not { } authority)
        {
            yield break;
        }

        using X509Certificate2? issued = options.ServerCertificate is null ? authority.IssueServer() : null;
        X509Certificate2 server = options.ServerCertificate ?? issued!;
        string[] certificates =
        [
            $"cafile {WriteFile("ca.crt", authority.Certificate.ExportCertificatePem())}",
            $"certfile {WriteFile("server.crt", server.ExportCertificatePem())}",
            $"keyfile {WriteFile("server.key", server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())}",
            .. options.UserNameIsClientId ? (string[])["use_username_as_clientid true"] : [],
            .. options.RequireClientCertificate ? (string[])["require_certificate true", "use_identity_as_username true"] : [],
        ];
        string[] listeners = [$"listener {ports.Tls} 127.0.0.1", .. certificates];
        if (options.WebSocket)
        {
            listeners = [.. listeners, $"listener {ports.SecureWebSocket} 127.0.0.1", "protocol websockets", .. certificates];
        }

        foreach (string line in listeners)
        {
            yield return line;
        }
    }

    private string PathOf(string name) => Path.Combine(FullName, name);

    private string WriteFile(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }
}
