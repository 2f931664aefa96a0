using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;
using TypedMqttRpc.BrokerTests.Certificates;
using TypedMqttRpc.BrokerTests.Clients;

namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

public sealed class MosquittoBrokerTests
{
    [Fact]
    public async Task An_encrypted_listener_serves_a_client_that_trusts_its_authority_and_has_a_certificate()
    {
        using CertificateAuthority authority = new();
        using X509Certificate2 certificate = authority.IssueClient("alice");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Authority = authority,
            RequireClientCertificate = true,
            Acl = "pattern readwrite %u/#\n",
        });
        await using PlainClient client = await PlainClient.ConnectAsync(broker.TlsUri, options => options.WithTlsOptions(tls => tls
            .WithTrustChain([authority.Certificate])
            .WithClientCertificates([certificate])));
        await client.SubscribeAsync("alice/#");

        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync("alice/a", "hello"));
        Assert.Equal(MqttReasonCode.NotAuthorized, await client.PublishAsync("bob/a", "hello"));

        Assert.Equal("hello", await client.NextTextAsync());
    }

    [Fact]
    public async Task A_client_without_certificate_is_refused_where_one_is_required()
    {
        using CertificateAuthority authority = new();
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = authority, RequireClientCertificate = true });

        await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => PlainClient.ConnectAsync(
            broker.TlsUri, options => options.WithTlsOptions(tls => tls.WithTrustChain([authority.Certificate]))));
    }

    [Theory]
    [InlineData("another.host", 7, false)]
    [InlineData("127.0.0.1", -1, false)]
    [InlineData("127.0.0.1", 7, true)]
    public async Task A_client_refuses_a_certificate_of_another_host_or_time_or_authority(string host, int validDays, bool otherAuthority)
    {
        using CertificateAuthority authority = new();
        using CertificateAuthority other = new("Another authority");
        using X509Certificate2 server = authority.IssueServer(host, DateTimeOffset.UtcNow.AddDays(validDays));
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Authority = authority, ServerCertificate = server });

        X509Certificate2 trusted = otherAuthority ? other.Certificate : authority.Certificate;
        await Assert.ThrowsAnyAsync<MqttCommunicationException>(() => PlainClient.ConnectAsync(
            broker.TlsUri, options => options.WithTlsOptions(tls => tls.WithTrustChain([trusted]))));
    }

    [Fact]
    public async Task A_WebSocket_listener_carries_messages()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { WebSocket = true });
        await using PlainClient client = await PlainClient.ConnectAsync(broker.WebSocketUri);
        await client.SubscribeAsync("a");

        Assert.Equal(MqttReasonCode.Success, await client.PublishAsync("a", "hello"));

        Assert.Equal("hello", await client.NextTextAsync());
    }

    [Fact]
    public async Task A_password_is_asked_for()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Users = new Dictionary<string, string> { ["alice"] = "s3cret:with$signs", ["bob"] = "other" },
        });

        await using PlainClient alice = await PlainClient.ConnectAsync(broker.Uri, options => options.WithCredentials("alice", "s3cret:with$signs"));
        Assert.True(alice.Client.IsConnected);
        Assert.Equal(MqttReasonCode.NotAuthorized, await PlainClient.TryConnectAsync(broker.Uri, options => options.WithCredentials("alice", "other")));
        Assert.Equal(MqttReasonCode.NotAuthorized, await PlainClient.TryConnectAsync(broker.Uri));
    }

    [Fact]
    public async Task A_message_over_the_size_limit_is_refused()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { MessageSizeLimit = 100 });
        await using PlainClient client = await PlainClient.ConnectAsync(broker.Uri);

        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await client.PublishAsync("a", new string('x', 100)));
        Assert.Equal(MqttReasonCode.PacketTooLarge, await client.PublishAsync("a", new string('x', 101)));
    }

    [Fact]
    public async Task A_packet_over_the_announced_size_costs_the_connection()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { MaximumPacketSize = 200 });
        await using PlainClient client = await PlainClient.ConnectAsync(broker.Uri);

        await Assert.ThrowsAnyAsync<Exception>(() => client.PublishAsync("a", new string('x', 300)));

        await client.Disconnected;
    }

    [Fact]
    public async Task A_frozen_broker_answers_when_it_thaws()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using PlainClient client = await PlainClient.ConnectAsync(broker.Uri);
        broker.Freeze();
        Task<MqttReasonCode> publish = client.PublishAsync("a");
        Assert.False(publish.IsCompleted);

        broker.Thaw();

        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, await publish);
    }

    [Fact]
    public async Task A_killed_broker_drops_its_clients_and_starts_again_on_the_same_port()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using PlainClient client = await PlainClient.ConnectAsync(broker.Uri);
        int firstId = broker.ProcessId;

        broker.Kill();

        await client.Disconnected;
        Assert.False(broker.IsRunning);
        await broker.StartAgainAsync();
        Assert.NotEqual(firstId, broker.ProcessId);
        await using PlainClient again = await PlainClient.ConnectAsync(broker.Uri);
    }

    [Fact]
    public async Task A_broker_that_was_told_to_persist_remembers_over_a_stop()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new() { Lines = ["persistence true"] });
        await using (PlainClient before = await PlainClient.ConnectAsync(broker.Uri, Persistent))
        {
            await before.SubscribeAsync("a");
        }

        await broker.StopAsync();
        await broker.StartAgainAsync();

        await using PlainClient publisher = await PlainClient.ConnectAsync(broker.Uri);
        Assert.Equal(MqttReasonCode.Success, await publisher.PublishAsync("a"));

        static void Persistent(MqttClientOptionsBuilder options) =>
            options.WithClientId("client").WithCleanStart(false).WithSessionExpiryInterval(60);
    }

    [Fact]
    public async Task Nothing_is_left_behind_even_of_a_frozen_broker()
    {
        MosquittoBroker broker = await MosquittoBroker.StartAsync();
        Assert.Contains("running", broker.Log);
        int id = broker.ProcessId;
        broker.Freeze();

        await broker.DisposeAsync();

        Assert.False(Directory.Exists(broker.Folder));
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    [Fact]
    public async Task A_configuration_that_Mosquitto_refuses_fails_with_its_log()
    {
        MosquittoProgram.LocateOrSkip();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => MosquittoBroker.StartAsync(new() { Lines = ["no_such_setting 1"] }));

        Assert.Contains("no_such_setting", error.Message);
    }

    [Fact]
    public void A_missing_program_is_not_found() => Assert.Null(MosquittoProgram.Find(["", "/no/such/folder"]));
}
