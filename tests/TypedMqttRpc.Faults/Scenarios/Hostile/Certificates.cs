using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Certificates;
using TypedMqttRpc.BrokerTests.Connection;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Network;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>Whoever cannot prove who they are gets no connection, is told why, and is not spoken to without encryption either.</summary>
internal static class Certificates
{
    private const string Client = "alice";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static readonly Scenario Scenario = new(
        "C-tls", "a connection to a broker that asks for a certificate", "no client certificate, unknown authority, expired, of another host; the right ones", RunAsync)
    {
        Quiet = true,
    };

    private static async Task RunAsync(Run run)
    {
        using var authority = new CertificateAuthority();
        using var unknown = new CertificateAuthority("Another authority");
        using X509Certificate2 expired = authority.IssueServer(end: DateTimeOffset.UtcNow.AddDays(-1));
        using X509Certificate2 elsewhere = authority.IssueServer("broker.example");
        using X509Certificate2 client = authority.IssueClient(Client);
        using var files = new PemFiles();
        (string Certificate, string Key) shown = (files.WriteCertificate(client), files.WriteKey(client));
        string trusted = files.Write("trusted.pem", authority.Certificate.ExportCertificatePem());
        string other = files.Write("other.pem", unknown.Certificate.ExportCertificatePem());

        Attempt[] attempts =
        [
            new(null, trusted, null, "set Tls.CertificateFile"),
            new(null, other, shown, "the authority of the broker's certificate (CN=Test authority) is not trusted"),
            new(expired, trusted, shown, "is not valid now"),
            new(elsewhere, trusted, shown, "does not name the host '127.0.0.1'"),
            new(null, trusted, shown, null),
        ];
        bool[] right = await Task.WhenAll(attempts.Select(attempt => IsRightAsync(run, authority, attempt)));
        run.Figure($"refused or let in as they must be {right.Count(static is_ => is_)} of {attempts.Length}");
    }

    private static async Task<bool> IsRightAsync(Run run, CertificateAuthority authority, Attempt attempt)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Authority = authority,
            ServerCertificate = attempt.Server,
            RequireClientCertificate = true,
        });
        string outcome = await TryAsync(broker.TlsUri, attempt);

        // The plain listener lets everybody in who asks; nobody may, whatever became of the encrypted one.
        string plain = await TryAsync($"mqtts://127.0.0.1:{broker.Port}", attempt);
        bool isLetIn = broker.Log.Contains($" as {Client} (", StringComparison.Ordinal);
        bool isRight = outcome.Contains(attempt.Named ?? Called, StringComparison.Ordinal) && isLetIn == attempt.Named is null && plain != Called;
        run.Require(isRight, $"where '{attempt.Named ?? Called}' is right: {outcome}; let in: {isLetIn}; without encryption: {plain}");
        return isRight;
    }

    private const string Called = "called";

    private static async Task<string> TryAsync(string uri, Attempt attempt)
    {
        var options = new MqttRpcOptions { Uri = uri, ClientId = Client, ConnectTimeout = TimeSpan.FromSeconds(1) };
        options.Tls.CaFile = attempt.Authority;
        (options.Tls.CertificateFile, options.Tls.KeyFile) = attempt.Client ?? default;
        long begin = Stopwatch.GetTimestamp();
        try
        {
            await using MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(options);
            await connection.ServeAsync<IProbe>(new Probe(new Ledger.ServerLedger()));
            return await connection.CreateClient<IProbe>().OnceAsync(1, 2, 0) == Nonce.Answer(1, 2) ? Called : "wrong answer";
        }
        catch (MqttConnectException refused) when (Stopwatch.GetElapsedTime(begin) < Limit)
        {
            return refused.Message;
        }
    }

    /// <param name="Server">What the broker shows; <see langword="null"/> for its right certificate.</param>
    /// <param name="Authority">The file of whom the client trusts.</param>
    /// <param name="Client">What the client shows.</param>
    /// <param name="Named">What the refusal must say; <see langword="null"/> where a call must succeed.</param>
    private sealed record Attempt(X509Certificate2? Server, string Authority, (string Certificate, string Key)? Client, string? Named);
}
