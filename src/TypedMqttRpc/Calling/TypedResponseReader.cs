using MessagePack;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Reads the response to a typed call.</summary>
internal sealed class TypedResponseReader<T> : ResponseReader<T>
{
    public static readonly TypedResponseReader<T> Instance = new();

    public override T Read(PendingCall call, in MqttMessage response)
    {
        if (!ResponseDecoding.TryDecode(response, out ResponseParts parts))
        {
            throw CallErrors.BadResponse(
                call, RpcExecution.Unknown, "has no status (user property __stat), so it does not come from a typed service; call this peer with RequestAsync");
        }

        return parts.Status == RpcStatus.Ok ? ReadResult(call, parts) : throw ReadError(call, parts);
    }

    private static T ReadResult(PendingCall call, in ResponseParts response)
    {
        if (typeof(T) == typeof(Nil))
        {
            return default!;
        }

        if (!ContentTypes.IsMessagePack(response.ContentType))
        {
            throw CallErrors.BadResponse(call, RpcExecution.Executed, $"has the content type '{response.ContentType}', where MessagePack was expected");
        }

        if (response.Payload.IsEmpty)
        {
            return call.Method!.ReturnsNull ? default! : throw CallErrors.BadResponse(call, RpcExecution.Executed, "holds no result");
        }

        T? result;
        int read;
        try
        {
            result = MessagePackSerializer.Deserialize<T?>(response.Payload, call.Caller.Serializer, out read);
        }
        catch (MessagePackSerializationException malformed)
        {
            throw CallErrors.BadResponse(call, RpcExecution.Executed, $"does not hold a valid {typeof(T).Name}", malformed);
        }

        if (read != response.Payload.Length)
        {
            throw CallErrors.BadResponse(call, RpcExecution.Executed, "holds bytes after its result");
        }

        return result is not null || call.Method!.ReturnsNull ? result! : throw CallErrors.BadResponse(call, RpcExecution.Executed, "holds nil, which the method's result cannot be");
    }

    private static RpcException ReadError(PendingCall call, in ResponseParts response)
    {
        foreach (RpcFault fault in call.Method!.Faults)
        {
            if (fault.Name == response.Fault)
            {
                try
                {
                    return fault.Read(
                        new RpcFaultResponse(call.Method, call.Topic, response.Status, response.Message, response.Payload), call.Caller.Serializer);
                }
                catch (MessagePackSerializationException malformed)
                {
                    return CallErrors.BadResponse(call, RpcExecution.Executed, $"does not hold a valid detail of the fault '{fault.Name}'", malformed);
                }
            }
        }

        return CallErrors.Remote(call, response);
    }
}
