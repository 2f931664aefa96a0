namespace TypedMqttRpc.BrokerTests.Brokers;

/// <summary>Theory data: each broker once.</summary>
public sealed class EveryBroker : TheoryData<BrokerKind>
{
    public EveryBroker()
        : base(BrokerKind.InMemory, BrokerKind.Embedded, BrokerKind.Mosquitto, BrokerKind.MosquittoStandard)
    {
    }
}
