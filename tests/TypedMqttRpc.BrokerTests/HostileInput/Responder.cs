using MQTTnet;
using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.HostileInput;

/// <summary>A caller, and a peer that answers its requests in whatever way a test says.</summary>
internal sealed class Responder : IAsyncDisposable
{
    private readonly TestBroker _broker;
    private readonly PlainClient _peer;

    private Responder(TestBroker broker, PlainClient peer, MqttRpcConnection caller, RecordedLog log)
    {
        _broker = broker;
        _peer = peer;
        Caller = caller;
        Work = caller.CreateClient<IWork>();
        Log = log;
    }

    public MqttRpcConnection Caller { get; }

    public IWork Work { get; }

    public RecordedLog Log { get; }

    public static async Task<Responder> StartAsync(BrokerKind kind)
    {
        TestBroker broker = await TestBroker.StartAsync(kind);
        PlainClient peer = await PlainClient.ConnectAsync(broker.Uri!);
        await peer.SubscribeAsync("test/task/+");
        RecordedLog log = new();
        return new(broker, peer, await broker.ConnectAsync(options =>
        {
            options.LoggerFactory = log;

            // Whatever else is published here is a fault.
            options.Presence = false;
        }), log);
    }

    /// <summary>The next request.</summary>
    public Task<MqttApplicationMessage> NextAsync() => _peer.NextAsync();

    public Task SendAsync(MqttApplicationMessage response) => _peer.PublishAsync(response);

    /// <summary>Waits until so many responses were ignored, and no more.</summary>
    public async Task IgnoredAsync(int count)
    {
        await Log.CountAsync(200, count);
        Assert.Equal(count, Caller.Statistics.IgnoredResponses);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await _peer.DisposeAsync();
        await _broker.DisposeAsync();
    }
}
