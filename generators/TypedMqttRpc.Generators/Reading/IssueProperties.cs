using System.Collections.Immutable;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>The names of what a diagnostic tells a code fix beside the place.</summary>
internal static class IssueProperties
{
    /// <summary>The token that a parameter was meant to be.</summary>
    public const string Token = nameof(Token);

    /// <summary>The service that a class implements, as source.</summary>
    public const string Interface = nameof(Interface);

    /// <summary>The bytes that a server allocates for each byte of a request.</summary>
    public const string BytesPerByte = nameof(BytesPerByte);

    public static ImmutableDictionary<string, string?> Of(string name, string value) => ImmutableDictionary<string, string?>.Empty.Add(name, value);
}
