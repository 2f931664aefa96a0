namespace TypedMqttRpc;

/// <summary>The answer to an untyped request.</summary>
public sealed class RpcMessage
{
    internal RpcMessage(string topic, ReadOnlyMemory<byte> payload, string? contentType, RpcHeaders headers)
    {
        Topic = topic;
        Payload = payload;
        ContentType = contentType;
        Headers = headers;
    }

    /// <summary>The topic on which the answer came.</summary>
    public string Topic { get; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The content type, if the peer named one.</summary>
    public string? ContentType { get; }

    /// <summary>The user properties that are not the protocol's.</summary>
    public RpcHeaders Headers { get; }
}
