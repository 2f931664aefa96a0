using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Reads the response to an untyped request: any payload, with or without a status.</summary>
internal sealed class RawResponseReader : ResponseReader<RpcMessage>
{
    public static readonly RawResponseReader Instance = new();

    public override RpcMessage Read(PendingCall call, in MqttMessage response) =>
        ResponseDecoding.TryDecode(response, out ResponseParts parts) && parts.Status != RpcStatus.Ok
            ? throw CallErrors.Remote(call, parts)
            : new RpcMessage(response.Topic, response.Payload.ToArray(), response.ContentType, parts.Headers ?? []);
}
