using System.Buffers;
using MessagePack;
using TypedMqttRpc.Payloads;

namespace TypedMqttRpc.Generators.Tests.Behaviour;

/// <summary>Payloads as the library writes and reads them.</summary>
internal static class PayloadOf
{
    public static byte[] Request<TRequest, TResponse>(MqttMethod<TRequest, TResponse> method, TRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var arguments = new ArgumentWriter(new MessagePackWriter(buffer), RpcSerializer.Default);
        arguments.WriteCount(method.ArgumentCount);
        method.Write(ref arguments, request);
        arguments.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static TRequest Read<TRequest, TResponse>(MqttMethod<TRequest, TResponse> method, ReadOnlyMemory<byte> payload, TopicTokens tokens)
    {
        var arguments = new ArgumentReader(payload, tokens, RpcSerializer.Default);
        TRequest request = method.Read(ref arguments);
        arguments.Complete();
        return request;
    }

    /// <summary>The first elements of an array.</summary>
    public static ReadOnlyMemory<byte> Keep(byte[] payload, int? count)
    {
        if (count is not { } kept)
        {
            return payload;
        }

        var reader = new MessagePackReader(payload);
        reader.ReadArrayHeader();
        long start = reader.Consumed;
        for (int i = 0; i < kept; i++)
        {
            reader.Skip();
        }

        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(kept);
        writer.WriteRaw(payload.AsSpan((int)start, (int)(reader.Consumed - start)));
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
