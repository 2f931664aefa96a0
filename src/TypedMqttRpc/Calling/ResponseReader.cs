using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Makes the result of a call, or its error, out of the response.</summary>
internal abstract class ResponseReader<T>
{
    /// <exception cref="RpcException">The response is an error, or cannot be read.</exception>
    public abstract T Read(PendingCall call, in MqttMessage response);
}
