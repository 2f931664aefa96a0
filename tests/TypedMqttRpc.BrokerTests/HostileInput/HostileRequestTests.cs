using System.Buffers;
using MQTTnet;
using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;

namespace TypedMqttRpc.BrokerTests.HostileInput;

/// <summary>Requests that are wrong. Each gets exactly one answer, or a line in the log; nothing is published anywhere else; the next call works.</summary>
public sealed class HostileRequestTests
{
    private const string Add = "test/values/add";

    private static readonly BrokerKind[] Kinds = [BrokerKind.Embedded, BrokerKind.Mosquitto];

    public static TheoryData<BrokerKind, string> BadPayloads => Matrix(HostilePayloads.All.Keys);

    public static TheoryData<BrokerKind, string> HarmlessPayloads => Matrix(HostilePayloads.Harmless.Keys);

    public static TheoryData<BrokerKind, string> BadResponseTopics =>
        Matrix(["#", "+", "a/+/b", "a/#", "$SYS/x", "$share/g/x", "test/values/add", "test/values/other", "test/values/_/cancel", "test/task/run", "1/2/3/4/5/6/7/8/9", new string('t', 257)]);

    [Theory]
    [MemberData(nameof(BadPayloads))]
    public async Task A_malformed_payload_is_an_invalid_argument_and_the_answer_says_which(BrokerKind kind, string payload)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        (string topic, byte[] bytes, string field) = HostilePayloads.All[payload];

        MqttApplicationMessage answer = await stage.AskAsync(HostileStage.Request(topic, bytes));

        Assert.Equal("400", HostileStage.Property(answer, "__stat"));
        Assert.Equal(field, HostileStage.Property(answer, "__propName"));
        Assert.NotEmpty(HostileStage.Property(answer, "__stMsg")!);
        Assert.Null(HostileStage.Property(answer, "__apErr"));
        Assert.Equal(0, answer.Payload.Length);
        Assert.Equal([1, 2, 3, 4], answer.CorrelationData);
        Assert.InRange(answer.MessageExpiryInterval, 1u, 10u);
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync(topic, HostileStage.ReplyTopic);
    }

    [Theory]
    [MemberData(nameof(HarmlessPayloads))]
    public async Task A_bomb_that_nobody_reads_does_not_go_off(BrokerKind kind, string payload)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        (string topic, byte[] bytes) = HostilePayloads.Harmless[payload];

        Assert.Equal("200", HostileStage.Property(await stage.AskAsync(HostileStage.Request(topic, bytes)), "__stat"));
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync(topic, HostileStage.ReplyTopic);
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_payload_over_256_KiB_is_too_large(BrokerKind kind)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);

        MqttApplicationMessage answer = await stage.AskAsync(HostileStage.Request("test/values/echo", [0x91, 0xC6, 0, 4, 0xB0, 0, .. new byte[300 * 1024]]));

        Assert.Equal("413", HostileStage.Property(answer, "__stat"));
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync("test/values/echo", HostileStage.ReplyTopic);
    }

    [Theory]
    [InlineData(BrokerKind.Embedded, 17, 1)]
    [InlineData(BrokerKind.Mosquitto, 17, 1)]
    [InlineData(BrokerKind.Embedded, 100, 1)]
    [InlineData(BrokerKind.Mosquitto, 100, 1)]
    [InlineData(BrokerKind.Embedded, 3, 2_000)]
    [InlineData(BrokerKind.Mosquitto, 3, 2_000)]
    public async Task Too_many_user_properties_are_an_invalid_argument(BrokerKind kind, int count, int length)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.UserProperties.AddRange(Enumerable.Range(0, count).Select(number => HostileStage.Property($"p{number}", new string('x', length))));

        MqttApplicationMessage answer = await stage.AskAsync(request);

        Assert.Equal("400", HostileStage.Property(answer, "__stat"));
        Assert.Equal("user properties", HostileStage.Property(answer, "__propName"));
        Assert.InRange(answer.MessageExpiryInterval, 1u, 10u);
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync(Add, HostileStage.ReplyTopic);
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task An_unknown_method_is_not_implemented(BrokerKind kind)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);

        MqttApplicationMessage answer = await stage.AskAsync(HostileStage.Request("test/values/subtract", 0x91, 1));

        Assert.Equal("501", HostileStage.Property(answer, "__stat"));
        Assert.Contains("no method 'subtract'", HostileStage.Property(answer, "__stMsg"), StringComparison.Ordinal);
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync("test/values/subtract", HostileStage.ReplyTopic);
    }

    [Theory]
    [InlineData(BrokerKind.Embedded, "text/plain", "415")]
    [InlineData(BrokerKind.Mosquitto, "text/plain", "415")]
    [InlineData(BrokerKind.Embedded, "application/msgpack", "200")]
    [InlineData(BrokerKind.Mosquitto, "application/vnd.msgpack", "200")]
    [InlineData(BrokerKind.Mosquitto, "application/x-msgpack", "200")]
    public async Task A_content_type_that_is_not_MessagePack_is_unsupported(BrokerKind kind, string contentType, string status)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.ContentType = contentType;

        Assert.Equal(status, HostileStage.Property(await stage.AskAsync(request), "__stat"));
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync(Add, HostileStage.ReplyTopic);
    }

    [Theory]
    [InlineData(BrokerKind.Embedded, "2.0", "505")]
    [InlineData(BrokerKind.Mosquitto, "2.0", "505")]
    [InlineData(BrokerKind.Mosquitto, "10.0", "505")]
    [InlineData(BrokerKind.Mosquitto, "", "505")]
    [InlineData(BrokerKind.Mosquitto, "1.0", "200")]
    [InlineData(BrokerKind.Mosquitto, "1.7", "200")]
    public async Task Another_major_version_of_the_protocol_is_unsupported_and_the_answer_says_which_is(BrokerKind kind, string version, string status)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.UserProperties.Add(HostileStage.Property("__protVer", version));

        MqttApplicationMessage answer = await stage.AskAsync(request);

        Assert.Equal(status, HostileStage.Property(answer, "__stat"));
        Assert.Equal(status == "505" ? "1" : null, HostileStage.Property(answer, "__supProtMajVer"));
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync(Add, HostileStage.ReplyTopic);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("99999999999")]
    public async Task A_precise_timeout_that_is_no_number_of_milliseconds_is_an_invalid_argument(string timeout)
    {
        await using HostileStage stage = await HostileStage.StartAsync(BrokerKind.Embedded);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.UserProperties.Add(HostileStage.Property("timeout-ms", timeout));

        MqttApplicationMessage answer = await stage.AskAsync(request);

        Assert.Equal("400", HostileStage.Property(answer, "__stat"));
        Assert.Equal(("timeout-ms", timeout), (HostileStage.Property(answer, "__propName"), HostileStage.Property(answer, "__propVal")));
    }

    [Theory]
    [MemberData(nameof(BadResponseTopics))]
    public async Task A_response_topic_that_is_not_to_be_published_to_gets_nothing_but_a_line_in_the_log(BrokerKind kind, string responseTopic)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.ResponseTopic = responseTopic;

        await IsDroppedAsync(stage, request, "its Response Topic");
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_request_without_a_response_topic_gets_nothing_but_a_line_in_the_log(BrokerKind kind)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.ResponseTopic = null;

        await IsDroppedAsync(stage, request, "its Response Topic is missing");
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_retained_request_is_not_run(BrokerKind kind)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.Retain = true;

        await IsDroppedAsync(stage, request, "it is retained");
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_cancellation_that_names_no_call_is_dropped(BrokerKind kind)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request("test/values/_/cancel");
        request.CorrelationData = null;

        await IsDroppedAsync(stage, request, "it names no call");
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_request_without_expiry_is_as_good_as_any(BrokerKind kind)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.MessageExpiryInterval = 0;

        MqttApplicationMessage answer = await stage.AskAsync(request);

        Assert.Equal("200", HostileStage.Property(answer, "__stat"));
        Assert.Equal([111], answer.Payload.ToArray());
    }

    [Theory]
    [InlineData(BrokerKind.Embedded, 0)]
    [InlineData(BrokerKind.Embedded, 1)]
    [InlineData(BrokerKind.Embedded, 16)]
    [InlineData(BrokerKind.Embedded, 65_535)]
    [InlineData(BrokerKind.Mosquitto, 0)]
    [InlineData(BrokerKind.Mosquitto, 1)]
    [InlineData(BrokerKind.Mosquitto, 16)]
    [InlineData(BrokerKind.Mosquitto, 65_535)]
    public async Task Correlation_data_of_any_length_comes_back_as_it_was(BrokerKind kind, int length)
    {
        await using HostileStage stage = await HostileStage.StartAsync(kind);
        MqttApplicationMessage request = HostileStage.Request(Add, 0x91, 1);
        request.CorrelationData = new byte[length];
        new Random(length).NextBytes(request.CorrelationData);

        MqttApplicationMessage answer = await stage.AskAsync(request);

        Assert.Equal("200", HostileStage.Property(answer, "__stat"));
        Assert.Equal(request.CorrelationData, answer.CorrelationData ?? []);
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync(Add, HostileStage.ReplyTopic);
    }

    private static async Task IsDroppedAsync(HostileStage stage, MqttApplicationMessage request, string reason)
    {
        await stage.SendAsync(request);

        LogLine line = await stage.Log.WaitForAsync(request.Topic, "was dropped without an answer", reason);
        Assert.Equal(302, line.Id);
        Assert.Equal(1, stage.DroppedRequests);
        await stage.NothingElseWasPublishedAndTheNextCallWorksAsync(request.Topic);
    }

    private static TheoryData<BrokerKind, string> Matrix(IEnumerable<string> cases)
    {
        TheoryData<BrokerKind, string> data = [];
        foreach (string one in cases)
        {
            Array.ForEach(Kinds, kind => data.Add(kind, one));
        }

        return data;
    }
}
