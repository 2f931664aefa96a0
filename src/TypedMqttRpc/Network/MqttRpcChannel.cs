namespace TypedMqttRpc;

/// <summary>How a connection reads and writes its packets.</summary>
public enum MqttRpcChannel
{
    /// <summary>By this library, many packets at one time; over WebSocket it is <see cref="Standard"/> all the same.</summary>
    Pipelined,

    /// <summary>By MQTTnet, one packet at a time.</summary>
    Standard,
}
