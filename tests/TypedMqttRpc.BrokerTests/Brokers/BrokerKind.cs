namespace TypedMqttRpc.BrokerTests.Brokers;

/// <summary>The brokers over which the end-to-end tests run.</summary>
public enum BrokerKind
{
    InMemory,
    Embedded,
    Mosquitto,

    /// <summary>The same with MQTTnet's own reading and writing on our side.</summary>
    MosquittoStandard,
}
