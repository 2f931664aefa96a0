using TypedMqttRpc.Testing;

namespace TypedMqttRpc.BrokerTests.Brokers;

internal sealed class EmbeddedTestBroker : TestBroker
{
    private EmbeddedBroker _broker;

    private EmbeddedTestBroker(EmbeddedBroker broker) => _broker = broker;

    public override BrokerKind Kind => BrokerKind.Embedded;

    public override string Uri => _broker.Uri;

    public override bool HasSharedSubscriptions => false;

    public override bool CountsDownExpiry => false;

    public static async Task<EmbeddedTestBroker> StartAsync() => new(await EmbeddedBroker.StartAsync());

    public override Task KillAsync() => _broker.StopAsync();

    public override async Task StartAgainAsync() => _broker = await EmbeddedBroker.StartAsync(_broker.Port);

    public override ValueTask DisposeAsync() => _broker.DisposeAsync();
}
