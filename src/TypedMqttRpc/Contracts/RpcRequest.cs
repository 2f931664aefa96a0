namespace TypedMqttRpc;

/// <summary>A request to an untyped route. Its memory stays valid; more about the call is in <see cref="RpcContext.Current"/>.</summary>
public sealed class RpcRequest
{
    internal RpcRequest(string topic, TopicTokens tokens, ReadOnlyMemory<byte> payload, string? contentType, RpcHeaders headers)
    {
        Topic = topic;
        Tokens = tokens;
        Payload = payload;
        ContentType = contentType;
        Headers = headers;
    }

    /// <summary>The topic on which it came.</summary>
    public string Topic { get; }

    /// <summary>What stood where the route has tokens or wildcards; wildcards are called <c>"0"</c>, <c>"1"</c>, … in their order.</summary>
    public TopicTokens Tokens { get; }

    /// <summary>The payload, as it came.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The content type, if the caller named one.</summary>
    public string? ContentType { get; }

    /// <summary>The user properties that are not the protocol's.</summary>
    public RpcHeaders Headers { get; }
}
