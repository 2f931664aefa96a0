using System.Buffers;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.HostileInput;

/// <summary>A service, somebody who sends it whatever MQTT can carry, and somebody who sees everything that is published.</summary>
internal sealed class HostileStage : IAsyncDisposable
{
    public const string ReplyTopic = "attacker/reply";
    private const string LastReplyTopic = "attacker/last";

    private readonly TestBroker _broker;
    private readonly MqttRpcConnection _server;
    private readonly PlainClient _attacker;
    private readonly Observed<MqttApplicationMessage> _seen;
    private readonly IReadOnlyList<IAsyncDisposable> _others;

    private HostileStage(
        TestBroker broker, MqttRpcConnection server, RecordedLog log, PlainClient attacker, Observed<MqttApplicationMessage> seen, IReadOnlyList<IAsyncDisposable> others)
    {
        _broker = broker;
        _server = server;
        Log = log;
        _attacker = attacker;
        _seen = seen;
        _others = others;
    }

    public RecordedLog Log { get; }

    public long DroppedRequests => _server.Statistics.DroppedRequests;

    public static async Task<HostileStage> StartAsync(BrokerKind kind)
    {
        TestBroker broker = await TestBroker.StartAsync(kind);
        RecordedLog log = new();
        MqttRpcConnection server = await broker.ConnectAsync(options =>
        {
            options.LoggerFactory = log;

            // Whatever else is published here is a fault.
            options.Presence = false;
        });
        await server.ServeAsync<IValues>(new Values());
        await server.ServeAsync<IWork>(Work.Echo);
        PlainClient observer = await PlainClient.ConnectAsync(broker.Uri!);
        Observed<MqttApplicationMessage> seen = new();
        observer.Client.ApplicationMessageReceivedAsync += received =>
        {
            seen.Add(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        await observer.SubscribeAsync("#");
        PlainClient attacker = await PlainClient.ConnectAsync(broker.Uri!);
        return new(broker, server, log, attacker, seen, [observer]);
    }

    /// <summary>A request with everything that a good one has.</summary>
    public static MqttApplicationMessage Request(string topic, params byte[] payload) => new()
    {
        Topic = topic,
        PayloadSegment = payload,
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        ResponseTopic = ReplyTopic,
        CorrelationData = [1, 2, 3, 4],
        MessageExpiryInterval = 10,
        UserProperties = [],
    };

    public Task SendAsync(MqttApplicationMessage request) => _attacker.PublishAsync(request);

    /// <returns>What the service answers to a request.</returns>
    public async Task<MqttApplicationMessage> AskAsync(MqttApplicationMessage request)
    {
        await SendAsync(request);
        return await _seen.WaitForAsync(static message => message.Topic == ReplyTopic);
    }

    /// <summary>Makes a good call, after which all that came of what was sent before has been seen, and looks at that.</summary>
    /// <param name="expectedTopics">Every message that may have been published until then.</param>
    public async Task NothingElseWasPublishedAndTheNextCallWorksAsync(params string[] expectedTopics)
    {
        MqttApplicationMessage good = Request("test/values/add", 0x91, 1);
        good.ResponseTopic = LastReplyTopic;
        await SendAsync(good);
        MqttApplicationMessage answer = await _seen.WaitForAsync(static message => message.Topic == LastReplyTopic);

        Assert.Equal("200", Property(answer, "__stat"));
        Assert.Equal([111], answer.Payload.ToArray());
        Assert.Equal([.. expectedTopics, "test/values/add", LastReplyTopic], _seen.Items.Select(static message => message.Topic));
    }

    public static string? Property(MqttApplicationMessage message, string name) =>
        message.UserProperties?.Where(property => property.Name == name).Select(static property => Encoding.UTF8.GetString(property.ValueBuffer.Span)).SingleOrDefault();

    public static MqttUserProperty Property(string name, string value) => new(name, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(value)));

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable other in (IAsyncDisposable[])[_attacker, .. _others, _server, _broker])
        {
            await other.DisposeAsync();
        }
    }
}
