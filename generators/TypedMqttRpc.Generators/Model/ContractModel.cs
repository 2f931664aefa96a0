using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Model;

/// <summary>All that the emitters know about a service interface.</summary>
/// <remarks>
/// The pipeline keeps models between compilations and compares them. They hold text, numbers and other models: a symbol, a syntax
/// node or a location would keep a whole compilation alive and never be equal to its successor.
/// </remarks>
internal sealed record ContractModel
{
    /// <summary>What the generated file is called after: the namespace, the containing types and the interface.</summary>
    public required string HintName { get; init; }

    /// <summary><see langword="null"/> in the global namespace.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The headings of the types around the interface, from the outside, such as <c>partial class House</c>.</summary>
    public required EquatableArray<string> ContainingTypes { get; init; }

    public required string Accessibility { get; init; }

    public required string InterfaceName { get; init; }

    public required string ClientName { get; init; }

    /// <summary>The class that holds the descriptors.</summary>
    public required string DescriptorsName { get; init; }

    public required string ServiceName { get; init; }

    public required string Template { get; init; }

    public required string? Group { get; init; }

    public required bool IdentifyCaller { get; init; }

    /// <summary>The tokens that the client binds when it is made.</summary>
    public required EquatableArray<string> BoundTokens { get; init; }

    public required EquatableArray<MethodModel> Methods { get; init; }

    /// <summary>By which two sides see that they have the same contract.</summary>
    public required string Fingerprint { get; init; }

    public required EquatableArray<UnsupportedMemberModel> UnsupportedMembers { get; init; }

    public required bool IsDisposable { get; init; }

    public required bool IsAsyncDisposable { get; init; }

    /// <summary>The attributes that the client copies from the interface.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>The compiler's warnings about obsolete and experimental types, which the contract has already answered for.</summary>
    public required EquatableArray<string> SuppressedWarnings { get; init; }

    /// <summary>Why no part of the service can work, or <see langword="null"/>.</summary>
    public required string? Problem { get; init; }
}
