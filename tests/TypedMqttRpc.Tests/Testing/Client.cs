using System.Threading.Channels;
using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Testing;

/// <summary>A client of the in-memory broker that keeps what it hears.</summary>
internal sealed class Client : IMqttReceiver, IAsyncDisposable
{
    private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Client()
    {
    }

    public IMqttSession Session { get; private set; } = null!;

    /// <summary>Runs for each message before it is acknowledged.</summary>
    public Action<MqttMessage> BeforeAcknowledging { get; init; } = static _ => { };

    public Task<string> Closed => _closed.Task.WaitAsync(TestContext.Current.CancellationToken);

    public bool IsClosed => _closed.Task.IsCompleted;

    public int Waiting => _messages.Reader.Count;

    public static async Task<Client> ConnectAsync(
        InMemoryBroker broker, string id, TimeSpan sessionExpiry = default, bool cleanStart = true, Action<MqttMessage>? beforeAcknowledging = null)
    {
        Client client = new() { BeforeAcknowledging = beforeAcknowledging ?? (static _ => { }) };
        client.Session = await broker.ConnectAsync(
            new() { ClientId = id, CleanStart = cleanStart, SessionExpiry = sessionExpiry }, client, TestContext.Current.CancellationToken);
        return client;
    }

    public async Task<MqttReasonCode> SubscribeAsync(string filter, int qos = 1) =>
        (await Session.SubscribeAsync([new(filter, qos)], TestContext.Current.CancellationToken))[0];

    public ValueTask<MqttReasonCode> PublishAsync(string topic, string payload = "", int qos = 1, bool retain = false, uint expiry = 0) =>
        Session.PublishAsync(new() { Topic = topic, Payload = Text.Bytes(payload), Qos = qos, Retain = retain, ExpirySeconds = expiry });

    public ValueTask<MqttMessage> NextAsync() => _messages.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>The payloads of the next messages.</summary>
    public async Task<string[]> NextAsync(int count)
    {
        string[] payloads = new string[count];
        for (int i = 0; i < count; i++)
        {
            payloads[i] = Text.Of(await NextAsync());
        }

        return payloads;
    }

    void IMqttReceiver.OnMessage(in MqttMessage message)
    {
        BeforeAcknowledging(message);
        Assert.False(IsClosed, "A message came after the end.");
        Assert.True(_messages.Writer.TryWrite(message));
    }

    void IMqttReceiver.OnClosed(string reason) => Assert.True(_closed.TrySetResult(reason), "The end was told twice.");

    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
