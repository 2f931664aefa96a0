using System.Net;
using System.Net.Sockets;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.Network;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>Where to connect to, and as whom.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("localhost", "is not a URI with a host")]
    [InlineData("localhost:1883", "is not a URI with a host")]
    [InlineData("", "is not a URI with a host")]
    [InlineData("mqtt://", "is not a URI with a host")]
    [InlineData("mqtt://host:99999", "is not a URI with a host")]
    [InlineData("http://host", "scheme 'http'")]
    [InlineData("tcp://host:1883", "use mqtt, mqtts, ws or wss")]
    [InlineData("mqtt://host/some/path", "'/some/path'")]
    [InlineData("mqtt://host?clientid=x", "'clientid'")]
    [InlineData("mqtt://host?qos=2", "'qos=2'")]
    [InlineData("mqtt://host?timeout=soon", "'timeout=soon'")]
    [InlineData("mqtt://host?timeout=0", "'timeout=0'")]
    [InlineData("mqtt://host?clientId=a/b", "ClientId")]
    [InlineData("mqtt://host?prefix=a/%23", "wildcard")]
    [InlineData("mqtt://host?ca=ca.pem", "not encrypted; use mqtts")]
    public async Task An_address_that_is_none_is_refused_at_once_and_the_error_says_what_to_write(string uri, string problem)
    {
        ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(() => MqttRpcConnection.ConnectAsync(uri));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ParamName!);
    }

    [Theory]
    [InlineData("mqtt://alice:s3cret@host:1883/path")]
    [InlineData("mqtt://alice:s3cret@host:99999")]
    [InlineData("amqp://alice:s3cret@host")]
    public async Task An_error_about_an_address_keeps_the_password_to_itself(string uri)
    {
        ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(() => MqttRpcConnection.ConnectAsync(uri));

        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_named()
    {
        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(
            () => MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = "mqtt://no-such-host.invalid", ConnectTimeout = TimeSpan.FromSeconds(1) }));

        Assert.Contains("mqtt://no-such-host.invalid:1883", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_on_which_nothing_listens_is_named()
    {
        int port;
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        MqttConnectException? error = null;
        TimeSpan time = await Measure.OnceAsync(async () => error = await Assert.ThrowsAsync<MqttConnectException>(
            () => MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = $"mqtt://127.0.0.1:{port}", ConnectTimeout = TimeSpan.FromMilliseconds(300) })));

        Assert.Equal($"Nothing listens at mqtt://127.0.0.1:{port}: is the broker running?", error!.Message);
        Assert.InRange(time, TimeSpan.FromMilliseconds(280), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_listener_that_never_answers_is_given_up()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string uri = $"mqtt://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(
            () => MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = uri, ConnectTimeout = TimeSpan.FromMilliseconds(300) }));

        Assert.Equal($"The broker {uri} did not answer within 0.3 s.", error.Message);
    }

    [Fact]
    public async Task Connecting_can_be_cancelled()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using CancellationTokenSource cancel = new();
        Task<MqttRpcConnection> connecting = MqttRpcConnection.ConnectAsync($"mqtt://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
    }

    [Fact]
    public async Task Credentials_in_the_address_may_hold_any_character_when_escaped()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Users = new Dictionary<string, string> { ["al@ice/1"] = "p@ss:w/ord%" },
        });

        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(
            $"mqtt://al%40ice%2F1:p%40ss%3Aw%2Ford%25@127.0.0.1:{broker.Port}?clientId=sensor-7&timeout=2.5&qos=0&prefix=plant");

        Assert.Equal("sensor-7", rpc.ClientId);
        Assert.Equal("plant", rpc.TopicPrefix);
        Assert.Equal($"mqtt://127.0.0.1:{broker.Port}", rpc.Broker);
    }

    [Fact]
    public async Task Credentials_in_the_options_are_taken_as_they_are()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Users = new Dictionary<string, string> { ["alice"] = "p@ss:w/ord%" },
        });

        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(
            new MqttRpcOptions { Uri = broker.Uri, UserName = "alice", Password = "p@ss:w/ord%" });

        Assert.Equal(MqttRpcConnectionState.Connected, rpc.State);
    }

    [Theory]
    [InlineData("alice:wrong@")]
    [InlineData("alice@")]
    [InlineData("")]
    public async Task A_wrong_password_is_told_at_once_since_trying_again_would_not_help(string credentials)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(new()
        {
            Users = new Dictionary<string, string> { ["alice"] = "s3cret" },
        });

        MqttConnectException? error = null;
        TimeSpan time = await Measure.OnceAsync(async () => error = await Assert.ThrowsAsync<MqttConnectException>(
            () => MqttRpcConnection.ConnectAsync($"mqtt://{credentials}127.0.0.1:{broker.Port}")));

        Assert.True(error!.IsPermanent);
        Assert.Equal(MqttReasonCode.NotAuthorized, error.Reason);
        Assert.Equal(
            $"The broker mqtt://127.0.0.1:{broker.Port} refused the connection: this client is not authorized: check user name, password and the broker's ACL.", error.Message);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
