using Microsoft.CodeAnalysis;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Shapes;

/// <summary>What a service is on the wire.</summary>
internal sealed record ServiceShape
{
    public required string Name { get; init; }

    /// <summary>The topic template.</summary>
    public required string Topic { get; init; }

    public string? Group { get; init; }

    public bool IdentifiesCaller { get; init; }

    /// <summary>The methods by their names on the wire, in order of these.</summary>
    public required IReadOnlyDictionary<string, MethodShape> Methods { get; init; }

    /// <summary>The interface, if the shape was read from one.</summary>
    public INamedTypeSymbol? Contract { get; init; }

    /// <summary>Where each method was read from.</summary>
    public IReadOnlyDictionary<string, IMethodSymbol> Symbols { get; init; } = new Dictionary<string, IMethodSymbol>();
}
