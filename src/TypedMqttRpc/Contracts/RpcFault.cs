using System.ComponentModel;
using MessagePack;

namespace TypedMqttRpc;

/// <summary>A declared fault of a method.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class RpcFault
{
    private protected RpcFault(string name) => Name = name;

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>Writes the detail, if the exception is this fault.</summary>
    internal abstract byte[]? TryWrite(RpcException exception, MessagePackSerializerOptions options);

    /// <summary>Makes the exception that a caller catches.</summary>
    internal abstract RpcException Read(RpcFaultResponse response, MessagePackSerializerOptions options);
}

/// <summary>A declared fault with a detail of a given type.</summary>
/// <typeparam name="TDetail">The type of the detail.</typeparam>
/// <param name="name">The name on the wire.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class RpcFault<TDetail>(string name) : RpcFault(name)
{
    internal override byte[]? TryWrite(RpcException exception, MessagePackSerializerOptions options) =>
        exception is RpcFaultException<TDetail> fault ? MessagePackSerializer.Serialize(fault.Detail, options) : null;

    internal override RpcException Read(RpcFaultResponse response, MessagePackSerializerOptions options)
    {
        TDetail? detail = MessagePackSerializer.Deserialize<TDetail?>(response.Payload, options, out int read);
        return detail is null || read != response.Payload.Length
            ? throw new MessagePackSerializationException("The detail is nil, or bytes follow it.")
            : new RpcFaultException<TDetail>(detail, response.Message, response.Status)
            {
                Execution = RpcExecution.Executed,
                IsRemote = true,
                Service = response.Method.Service.Name,
                Method = response.Method.Name,
                Topic = response.Topic,
                EndedCall = true,
            };
    }
}

/// <summary>The parts of a response from which a declared fault is made.</summary>
internal readonly record struct RpcFaultResponse(MqttMethod Method, string Topic, RpcStatus Status, string? Message, ReadOnlyMemory<byte> Payload);
