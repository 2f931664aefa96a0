using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.BrokerTests.Brokers;

internal sealed class InMemoryTestBroker : TestBroker
{
    private readonly InMemoryBroker _broker = new();

    public override BrokerKind Kind => BrokerKind.InMemory;

    public override IMqttNetwork Network => _broker;

    public override Task KillAsync()
    {
        _broker.Connects.Refuse(MqttReasonCode.ServerUnavailable);
        _broker.Restart();
        return Task.CompletedTask;
    }

    public override Task StartAgainAsync()
    {
        _broker.Connects.Accept();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _broker.DisconnectAll();
        return ValueTask.CompletedTask;
    }
}
