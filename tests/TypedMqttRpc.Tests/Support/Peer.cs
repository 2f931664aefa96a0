using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Testing;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Support;

/// <summary>A hand-made client of the broker that knows the wire and none of the library: a service that does as the test says, or a caller that may do anything.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Client _client;

    private Peer(Client client) => _client = client;

    /// <summary>How many messages nobody has asked for yet.</summary>
    public int Waiting => _client.Waiting;

    public static async Task<Peer> ConnectAsync(InMemoryBroker broker, params string[] filters)
    {
        Client client = await Client.ConnectAsync(broker, $"peer-{Guid.NewGuid():N}").Soon();
        foreach (string filter in filters)
        {
            Assert.Equal(MqttReasonCode.GrantedQoS1, await client.SubscribeAsync(filter).Soon());
        }

        return new(client);
    }

    public Task<MqttMessage> NextAsync() => _client.NextAsync().Soon();

    public Task<MqttReasonCode> PublishAsync(MqttMessage message) => _client.Session.PublishAsync(message).Soon();

    /// <summary>Answers with a status.</summary>
    public Task AnswerAsync(MqttMessage request, ReadOnlyMemory<byte> payload = default, string? status = "200", params (string Name, string Value)[] properties) =>
        PublishAsync(new()
        {
            Topic = request.ResponseTopic!,
            CorrelationData = request.CorrelationData,
            Payload = payload,
            Qos = 1,
            UserProperties =
            [
                .. status is null ? Enumerable.Empty<KeyValuePair<string, string>>() : [new("__stat", status)],
                .. properties.Select(static property => new KeyValuePair<string, string>(property.Name, property.Value)),
            ],
        });

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
