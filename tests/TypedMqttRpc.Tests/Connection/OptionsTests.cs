using MessagePack;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.Tests.Connection;

/// <summary>A wrong setting is an exception that names it, before anything is connected.</summary>
public sealed class OptionsTests
{
    private static readonly Dictionary<string, (string Option, Action<MqttRpcOptions> Set)> BadOptions = new()
    {
        ["client id with a slash"] = ("ClientId", static options => options.ClientId = "a/b"),
        ["client id with a wildcard"] = ("ClientId", static options => options.ClientId = "a+"),
        ["empty client id"] = ("ClientId", static options => options.ClientId = ""),
        ["client id with a control character"] = ("ClientId", static options => options.ClientId = "a\n"),
        ["client id of 65 characters"] = ("ClientId", static options => options.ClientId = new('x', 65)),
        ["no time"] = ("Timeout", static options => options.Timeout = TimeSpan.Zero),
        ["negative time"] = ("Timeout", static options => options.Timeout = TimeSpan.FromSeconds(-1)),
        ["infinite time"] = ("Timeout", static options => options.Timeout = Timeout.InfiniteTimeSpan),
        ["more than a day"] = ("Timeout", static options => options.Timeout = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1)),
        ["no time to connect"] = ("ConnectTimeout", static options => options.ConnectTimeout = TimeSpan.Zero),
        ["endless time to connect"] = ("ConnectTimeout", static options => options.ConnectTimeout = TimeSpan.MaxValue),
        ["keep-alive below a second"] = ("KeepAlive", static options => options.KeepAlive = TimeSpan.FromSeconds(0.5)),
        ["keep-alive over 65,535 seconds"] = ("KeepAlive", static options => options.KeepAlive = TimeSpan.FromSeconds(65_536)),
        ["QoS 2"] = ("Qos", static options => options.Qos = 2),
        ["QoS -1"] = ("Qos", static options => options.Qos = -1),
        ["no pending calls"] = ("MaxPendingCalls", static options => options.MaxPendingCalls = 0),
        ["too many pending calls"] = ("MaxPendingCalls", static options => options.MaxPendingCalls = 1_000_001),
        ["nothing remembered"] = ("MaxRememberedCalls", static options => options.MaxRememberedCalls = 0),
        ["less than no bytes remembered"] = ("MaxRememberedBytes", static options => options.MaxRememberedBytes = -1),
        ["prefix with a wildcard"] = ("TopicPrefix", static options => options.TopicPrefix = "a/#"),
        ["prefix of the broker's own"] = ("TopicPrefix", static options => options.TopicPrefix = "$SYS"),
        ["empty prefix"] = ("TopicPrefix", static options => options.TopicPrefix = ""),
        ["prefix with an empty level"] = ("TopicPrefix", static options => options.TopicPrefix = "a//b"),
        ["prefix that ends in a slash"] = ("TopicPrefix", static options => options.TopicPrefix = "a/"),
        ["prefix with a token"] = ("TopicPrefix", static options => options.TopicPrefix = "{site}"),
        ["no serializer options"] = ("SerializerOptions", static options => options.SerializerOptions = null!),
#pragma warning disable TMR0703 // What the compiler says the options say as well.
        ["compression"] = ("SerializerOptions", static options => options.SerializerOptions = MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4Block)),
#pragma warning restore TMR0703
        ["no logger factory"] = ("LoggerFactory", static options => options.LoggerFactory = null!),
        ["no clock"] = ("TimeProvider", static options => options.TimeProvider = null!),
        ["no broker"] = ("Uri", static options => options.Network = null),
        ["bad address"] = ("Uri", static options => options.Uri = "localhost"),
        ["unknown query"] = ("Uri", static options => options.Uri = "mqtt://h?clientID=x"),
        ["query: qos"] = ("qos", static options => options.Uri = "mqtt://h?qos=2"),
        ["query: timeout"] = ("timeout", static options => options.Uri = "mqtt://h?timeout=soon"),
        ["query: keepAlive"] = ("keepAlive", static options => options.Uri = "mqtt://h?keepAlive=0"),
        ["query: prefix"] = ("TopicPrefix", static options => options.Uri = "mqtt://h?prefix=%2B"),
        ["TLS files without TLS"] = ("mqtts://", static options => (options.Uri, options.Tls.CaFile) = ("mqtt://h", "ca.pem")),
        ["TLS files without TLS over WebSocket"] = ("wss://", static options => options.Uri = "ws://h?ca=ca.pem"),
    };

    private static readonly Dictionary<string, (string Option, Action<ServeOptions> Set)> BadServeOptions = new()
    {
        ["none at once"] = ("MaxConcurrentCalls", static options => options.MaxConcurrentCalls = 0),
        ["less than no queue"] = ("MaxQueuedCalls", static options => options.MaxQueuedCalls = -1),
        ["no bytes"] = ("MaxRequestBytes", static options => options.MaxRequestBytes = 0),
        ["no time"] = ("MaxCallTime", static options => options.MaxCallTime = TimeSpan.Zero),
        ["endless time"] = ("MaxCallTime", static options => options.MaxCallTime = TimeSpan.MaxValue),
        ["group with a slash"] = ("Group", static options => options.Group = "a/b"),
        ["empty group"] = ("Group", static options => options.Group = ""),
        ["unknown token"] = ("'deviceID'", static options => options.Tokens["deviceID"] = "x"),
    };

    public static TheoryData<string> BadNames => [.. BadOptions.Keys];

    public static TheoryData<string> BadServeNames => [.. BadServeOptions.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_wrong_setting_is_named(string name)
    {
        InMemoryBroker broker = new();
        MqttRpcOptions options = new() { Network = broker };
        BadOptions[name].Set(options);

        ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(() => MqttRpcConnection.ConnectAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains(BadOptions[name].Option, error.Message + error.ParamName);
        Assert.Empty(broker.Connects.Recorded);
    }

    [Theory]
    [MemberData(nameof(BadServeNames))]
    public async Task A_wrong_setting_of_a_service_is_named(string name)
    {
        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = new InMemoryBroker() }, TestContext.Current.CancellationToken);

        ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => rpc.ServeAsync<Serving.IDesk>(new Serving.Desk(), BadServeOptions[name].Set, TestContext.Current.CancellationToken));

        Assert.Contains(BadServeOptions[name].Option, error.Message + error.ParamName);
    }

    [Theory]
    [InlineData("a/#")]
    [InlineData("")]
    [InlineData("$SYS/x")]
    [InlineData("1/2/3/4/5/6/7/8/9")]
    public async Task A_request_to_a_topic_that_cannot_be_published_to_is_refused(string topic)
    {
        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = new InMemoryBroker() }, TestContext.Current.CancellationToken);

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(async () => await rpc.RequestAsync(topic, default, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("topic", error.ParamName);
    }

    [Fact]
    public void The_limits_themselves_are_allowed()
    {
        ConnectionSettings settings = ConnectionSettings.From(new()
        {
            Network = new InMemoryBroker(),
            ClientId = new('x', 64),
            Timeout = TimeSpan.FromDays(1),
            ConnectTimeout = TimeSpan.FromDays(1),
            KeepAlive = TimeSpan.FromSeconds(65_535),
            MaxPendingCalls = 1_000_000,
            MaxRememberedCalls = 1,
            MaxRememberedBytes = 0,
            Qos = 0,
            TopicPrefix = "plant-7/line 3",
        });

        Assert.Equal("plant-7/line 3", settings.TopicPrefix);
    }

    [Fact]
    public void The_query_of_the_address_wins()
    {
        ConnectionSettings settings = ConnectionSettings.From(new()
        {
            Uri = "mqtts://u:p%40ss@h:1?clientId=me&prefix=plant&timeout=2.5&keepAlive=7&qos=0&ca=a.pem&cert=b.pem&key=c.pem&tlsHost=d",
            ClientId = "other",
            UserName = "other",
            Timeout = TimeSpan.FromSeconds(99),
        });

        Assert.Equal(("me", "u", "p@ss", "plant", TimeSpan.FromSeconds(2.5)), (settings.ClientId, settings.UserName, settings.Password, settings.TopicPrefix, settings.Timeout));
        Assert.Equal((TimeSpan.FromSeconds(7), 0), (settings.KeepAlive, settings.Qos));
        Assert.Equal(("a.pem", "b.pem", "c.pem", "d"), (settings.Tls.CaFile, settings.Tls.CertificateFile, settings.Tls.KeyFile, settings.Tls.TargetHost));
    }

    [Fact]
    public void A_client_id_is_made_that_no_other_client_has()
    {
        string[] ids = [.. Enumerable.Range(0, 100).Select(static _ => ConnectionSettings.From(new() { Network = new InMemoryBroker() }).ClientId!)];

        Assert.Equal(100, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.Matches("^[A-Za-z0-9._-]{13,40}$", id));
    }
}
