using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>A service and where it gets its requests.</summary>
internal sealed record ServedTopic(INamedTypeSymbol Contract, Location Place, string Template, bool IdentifyCaller)
{
    public string[] Levels { get; } = Template.Split('/');

    /// <summary>Services that inherit one another may share a topic: a server serves one of them, and callers of the other are served as well.</summary>
    public bool MayShareTopic(ServedTopic other) =>
        IdentifyCaller != other.IdentifyCaller
        || Inherits(Contract, other.Contract)
        || Inherits(other.Contract, Contract);

    private static bool Inherits(INamedTypeSymbol type, INamedTypeSymbol @base) => type.AllInterfaces.Contains(@base, SymbolEqualityComparer.Default);
}
