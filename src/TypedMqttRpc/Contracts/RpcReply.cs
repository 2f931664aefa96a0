using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>What an untyped route answers. To answer with an error, throw an <see cref="RpcException"/>.</summary>
public sealed class RpcReply
{
    /// <summary>An answer without a payload.</summary>
    public static RpcReply Empty { get; } = new();

    /// <summary>The payload. It must not change until the handler's task has ended and the answer is sent.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The content type; <see langword="null"/> sends none.</summary>
    /// <exception cref="ArgumentException">It holds a character that brokers refuse, or is longer than 65,535 bytes.</exception>
    public string? ContentType
    {
        get;
        init => field = value is null ? null : MqttText.Check(value, nameof(ContentType));
    }

    /// <summary>An answer with a payload.</summary>
    public static RpcReply From(ReadOnlyMemory<byte> payload, string? contentType = null) => new() { Payload = payload, ContentType = contentType };

    /// <summary>An answer with a copy of a payload: <c>RpcReply.From("OK"u8)</c>.</summary>
    public static RpcReply From(ReadOnlySpan<byte> payload, string? contentType = null) => From(payload.ToArray().AsMemory(), contentType);

    /// <summary>An answer with a payload.</summary>
    public static RpcReply From(byte[] payload, string? contentType = null) => From(payload.AsMemory(), contentType);
}
