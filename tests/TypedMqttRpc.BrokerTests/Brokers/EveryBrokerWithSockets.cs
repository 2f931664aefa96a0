namespace TypedMqttRpc.BrokerTests.Brokers;

/// <summary>Theory data: each broker that has an address.</summary>
public sealed class EveryBrokerWithSockets : TheoryData<BrokerKind>
{
    public EveryBrokerWithSockets()
        : base(BrokerKind.Embedded, BrokerKind.Mosquitto, BrokerKind.MosquittoStandard)
    {
    }
}
