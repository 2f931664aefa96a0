using MessagePack;
using MessagePack.Formatters;

namespace TypedMqttRpc.Payloads;

/// <summary>How MessagePack reads and writes here: never trusting what it reads, and never compressing.</summary>
internal static class RpcSerializer
{
    /// <summary>Deeper nesting than this is refused; each level costs stack.</summary>
    public const int MaxDepth = 64;

    public static MessagePackSerializerOptions Default { get; } = Harden(MessagePackSerializerOptions.Standard);

    /// <summary>Keeps the resolver of the user's options and sets what safety needs.</summary>
    /// <exception cref="ArgumentException">The options compress, which no other language's client could read.</exception>
    public static MessagePackSerializerOptions Harden(MessagePackSerializerOptions options, string parameterName = "options") =>
        options.Compression != MessagePackCompression.None
            ? throw new ArgumentException("Compression is not part of the protocol; use options without it.", parameterName)
            : options.Resolver.GetFormatter<object>() is TypelessFormatter
            ? throw new ArgumentException("The resolver is typeless, or holds one that is, so that a peer could choose which types are made; use one without it.", parameterName)
            : options.WithSecurity(MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(MaxDepth));
}
