using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>What a server does with requests that are not as they should be: it answers, or it logs why it cannot.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("", "400", "payload")]
    [InlineData("C0", "400", "payload")]
    [InlineData("A2 68 69", "400", "payload")]
    [InlineData("90", "400", "text")]
    [InlineData("91 07", "400", "text")]
    [InlineData("91 C0", "400", "text")]
    [InlineData("92 A2 68 69 A1 78", "400", "times")]
    [InlineData("91 A2 68 69 00", "400", "payload")]
    [InlineData("91 A2 68", "400", "text")]
    [InlineData("DD FF FF FF FF", "400", "payload")]
    [InlineData("91 DB FF FF FF FF", "400", "text")]
    [InlineData("93 A2 68 69 01 DD FF FF FF FF", "400", "payload")]
    public async Task A_malformed_payload_is_answered_with_the_field(string payload, string status, string field)
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = static (text, _, _) => text == "hi" ? new(text) : throw new InvalidOperationException("The handler ran.") });

        Answer answer = await host.AskAsync(host.Request(payload: payload));

        Assert.Equal((status, field, null), (answer.Status, answer["__propName"], answer["__apErr"]));
        Assert.NotNull(answer["__stMsg"]);
        Assert.Equal((10u, 1, true), (answer.Message.ExpirySeconds, answer.Message.Qos, answer.Message.Payload.IsEmpty));
        await host.StillServes();
        Assert.All(host.Host.Broker.Publishes.Recorded, static published => Assert.True(published.Message.Topic is "test/desk/echo" or DeskHost.Reply, published.Message.Topic));
    }

    [Theory]
    [InlineData("92 A2 68 69 02", "A468696869")]
    [InlineData("93 A2 68 69 02 C3", "A468696869")]
    [InlineData("91 A2 68 69", "A26869")]
    public async Task Missing_arguments_take_their_defaults_and_unknown_ones_are_ignored(string payload, string expected)
    {
        await using DeskHost host = await DeskHost.StartAsync();

        Assert.Equal(expected, Convert.ToHexString((await host.AskAsync(host.Request(payload: payload))).Message.Payload.Span));
    }

    [Fact]
    public async Task An_unknown_method_is_answered_with_those_there_are()
    {
        await using DeskHost host = await DeskHost.StartAsync();

        Answer answer = await host.AskAsync(host.Request(method: "nothing"));

        Assert.Equal(("501", "Desk has no method 'nothing'; it has echo, fault, note, small, task."), (answer.Status, answer["__stMsg"]));
        await host.StillServes();
    }

    [Theory]
    [InlineData("application/json", "415")]
    [InlineData("text/plain", "415")]
    [InlineData("application/msgpack", "200")]
    [InlineData("application/x-msgpack", "200")]
    [InlineData("application/vnd.msgpack", "200")]
    public async Task Only_MessagePack_is_read(string contentType, string status)
    {
        await using DeskHost host = await DeskHost.StartAsync();

        Answer answer = await host.AskAsync(host.Request() with { ContentType = contentType });

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == "415" ? contentType : null, answer["__propVal"]);
    }

    [Theory]
    [InlineData("__protVer", "2.0", "505")]
    [InlineData("__protVer", "1.0", "200")]
    [InlineData("timeout-ms", "soon", "400")]
    [InlineData("timeout-ms", "5000", "200")]
    [InlineData("__anything", "x", "200")]
    public async Task The_protocols_properties_are_checked(string name, string value, string status)
    {
        await using DeskHost host = await DeskHost.StartAsync();

        Answer answer = await host.AskAsync(host.Request() with { UserProperties = [new(name, value)] });

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == "505" ? "1" : null, answer["__supProtMajVer"]);
        Assert.InRange(answer.Message.ExpirySeconds, 5u, 10u);
    }

    [Fact]
    public async Task A_hundred_properties_are_refused()
    {
        await using DeskHost host = await DeskHost.StartAsync();

        Answer answer = await host.AskAsync(host.Request() with { UserProperties = [.. Enumerable.Range(0, 100).Select(static i => new KeyValuePair<string, string>($"h{i}", "x"))] });

        Assert.Equal("400", answer.Status);
        await host.StillServes();
    }

    [Fact]
    public async Task A_request_over_the_limit_is_refused_before_it_is_decoded()
    {
        await using DeskHost host = await DeskHost.StartAsync(serve: static options => options.MaxRequestBytes = 1_000);

        Assert.Equal("413", (await host.AskAsync(host.Request() with { Payload = new byte[1_001] })).Status);
        Assert.Equal("400", (await host.AskAsync(host.Request() with { Payload = new byte[1_000] })).Status);

        // The method's own limit goes before the server's.
        Assert.Equal("413", (await host.AskAsync(host.Request(method: "small") with { Payload = new byte[101] })).Status);
        Answer answer = await host.AskAsync(host.Request(method: "small", payload: "91 C4 02 00 00"));
        Assert.Equal(("204", true), (answer.Status, answer.Message.Payload.IsEmpty));
    }

    [Fact]
    public async Task By_default_256_KiB_are_accepted()
    {
        await using DeskHost host = await DeskHost.StartAsync();

        Assert.Equal("413", (await host.AskAsync(host.Request() with { Payload = new byte[300 * 1024] })).Status);
        await host.StillServes();
    }

    [Fact]
    public async Task A_request_without_a_Response_Topic_is_dropped_with_a_log_line()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = static (text, _, _) => text == "hi" ? new(text) : throw new InvalidOperationException("The handler ran.") });

        await host.SendAsync(host.Request(payload: "91 A1 78") with { ResponseTopic = null });

        TestLog.Entry entry = await host.Host.Log.WhenLogged(302);
        Assert.Equal("A message on test/desk/echo was dropped without an answer, because its Response Topic is missing; set it, and let every bridge on the way speak MQTT 5 (Mosquitto: 'bridge_protocol_version mqttv50'), since others drop it", entry.Text);
        await host.StillServes();
        Assert.Equal(1, host.Server.Statistics.DroppedRequests);
        Assert.DoesNotContain(host.Host.Log.Entries, static entry => entry.Id == 303);
    }

    [Fact]
    public async Task A_retained_request_is_dropped_with_a_log_line()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnNote = static _ => throw new InvalidOperationException("The handler ran.") });

        host.Host.Broker.Inject(host.Request() with { Retain = true });
        host.Host.Broker.Inject(host.Request(method: "note") with { Retain = true, ResponseTopic = null });

        await host.Host.Log.WhenLogged(302, 2);
        await host.StillServes();
        Assert.Equal(2, host.Server.Statistics.DroppedRequests);
        Assert.Equal(0, host.Peer.Waiting);
    }

    [Fact]
    public async Task A_one_way_request_needs_no_Response_Topic_and_gets_no_answer()
    {
        List<string> notes = [];
        await using DeskHost host = await DeskHost.StartAsync(new() { OnNote = notes.Add });

        await host.SendAsync(host.Request(method: "note") with { ResponseTopic = null, CorrelationData = default });

        await Waiting.Until(() => notes.Count == 1, "The note");
        await host.StillServes();
        Assert.Equal(0, host.Server.Statistics.DroppedRequests);
    }

    [Fact]
    public async Task A_bad_one_way_request_is_dropped_with_a_log_line()
    {
        await using DeskHost host = await DeskHost.StartAsync();

        await host.SendAsync(host.Request(method: "note") with { ResponseTopic = null, ContentType = "application/json" });

        Assert.Contains("application/json", (await host.Host.Log.WhenLogged(302)).Text);
        await host.StillServes();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(65_535)]
    public async Task Any_correlation_data_is_echoed(int length)
    {
        await using DeskHost host = await DeskHost.StartAsync();
        byte[] correlation = new byte[length];
        Array.Fill(correlation, (byte)7);

        Answer answer = await host.AskAsync(host.Request() with { CorrelationData = correlation });

        Assert.Equal("200", answer.Status);
        await host.StillServes();
    }

    [Fact]
    public async Task Two_requests_without_correlation_data_are_two_requests()
    {
        await using DeskHost host = await DeskHost.StartAsync();

        await host.SendAsync(host.Request() with { CorrelationData = default });
        await host.SendAsync(host.Request() with { CorrelationData = default });

        Assert.Equal(("200", "200"), ((await host.NextAsync()).Status, (await host.NextAsync()).Status));
    }

    [Fact]
    public async Task A_request_without_expiry_gets_the_servers_limit()
    {
        await using DeskHost host = await DeskHost.StartAsync(serve: static options => options.MaxCallTime = TimeSpan.FromSeconds(77));

        // The answer may come ten seconds later, so that a caller who waits longer hears that the server gave up.

        Assert.Equal(87u, (await host.AskAsync(host.Request() with { ExpirySeconds = 0 })).Message.ExpirySeconds);
        Assert.Equal(87u, (await host.AskAsync(host.Request() with { ExpirySeconds = uint.MaxValue })).Message.ExpirySeconds);
        Assert.Equal(87u, (await host.AskAsync(host.Request(method: "nothing") with { ExpirySeconds = 0 })).Message.ExpirySeconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_answer_has_the_quality_of_the_request(int qos)
    {
        await using DeskHost host = await DeskHost.StartAsync();

        Assert.Equal(qos, (await host.AskAsync(host.Request() with { Qos = qos })).Message.Qos);
    }

    [Fact]
    public async Task An_answer_over_the_brokers_limit_becomes_an_error()
    {
        await using DeskHost host = await DeskHost.StartAsync(
            new() { OnEcho = static (text, times, _) => new(new string('x', times)) },
            connect: static options => ((TypedMqttRpc.Testing.InMemoryBroker)options.Network!).Limits = new() { MaximumPacketSize = 1_000 });

        Answer answer = await host.AskAsync(host.Request(payload: "92 A2 68 69 CD 03 E8"));

        Assert.Equal(("413", "true"), (answer.Status, answer["__apErr"]));
        Assert.Contains("allows 1000", answer["__stMsg"]);
        Assert.Equal(1, host.Host.Log.Entries.Count(static entry => entry.Id == 312));
        Assert.Equal("200", (await host.AskAsync(host.Request(payload: "92 A2 68 69 05"))).Status);
    }

    [Fact]
    public async Task Headers_of_the_request_reach_the_handler_and_those_of_the_response_the_caller()
    {
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = static (text, _, _) =>
            {
                RpcContext context = RpcContext.Current!;
                context.ResponseHeaders.Add("node", "n1");
                return new(string.Join('|', context.Headers["tenant"], context.Service, context.Method, context.Topic, context.TimeLeft, context.Caller ?? "nobody"));
            },
        });

        Answer answer = await host.AskAsync(host.Request() with { UserProperties = [new("tenant", "acme"), new("__srcId", "x")] });

        Assert.Equal("n1", answer["node"]);
        Assert.EndsWith("acme|Desk|echo|test/desk/echo|00:00:10|nobody", answer.ToString());
    }
}
