using System.Buffers;
using MessagePack;

namespace TypedMqttRpc.Payloads;

/// <summary>The payload of a typed request: one MessagePack array of the arguments.</summary>
internal static class Arguments
{
    /// <exception cref="RpcException">An argument cannot be written.</exception>
    public static void Write<TRequest, TResponse>(
        IBufferWriter<byte> payload, MqttMethod<TRequest, TResponse> method, TRequest request, MessagePackSerializerOptions options)
    {
        try
        {
            var arguments = new ArgumentWriter(new MessagePackWriter(payload), options);
            arguments.WriteCount(method.ArgumentCount);
            method.Write(ref arguments, request);
            arguments.Flush();
        }
        catch (MessagePackSerializationException failure)
        {
            throw new RpcException(
                RpcStatus.InvalidArgument,
                $"An argument of {method} cannot be written with MessagePack: {failure.GetBaseException().Message}",
                failure)
            {
                Execution = RpcExecution.NotExecuted,
                Service = method.Service.Name,
                Method = method.Name,
                EndedCall = true,
            };
        }
    }

    /// <exception cref="RpcException">The payload is malformed; the error names the argument.</exception>
    public static TRequest Read<TRequest, TResponse>(
        ReadOnlyMemory<byte> payload, MqttMethod<TRequest, TResponse> method, TopicTokens tokens, MessagePackSerializerOptions options)
    {
        var arguments = new ArgumentReader(payload, tokens, options);
        TRequest request = method.Read(ref arguments);
        arguments.Complete();
        return request;
    }
}
