using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Serialization;

namespace TypedMqttRpc.CodeFixes.Payloads;

/// <summary>Which members of a type travel, and in which order.</summary>
internal static class MessagePackMembers
{
    /// <summary>
    /// The key of each public member by the syntax that declares it, <see langword="null"/> for one that is computed. No answer for a type that
    /// could not be read back, or that somebody has begun to give keys to.
    /// </summary>
    public static IReadOnlyDictionary<SyntaxNode, int?>? KeysOf(INamedTypeSymbol type, MessagePackAttributes attributes)
    {
        ISymbol[] members = [.. type.GetMembers().Where(member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && IsValue(member))];
        string[] constructed = ParametersOfConstructor(type, members);
        ISymbol[] travelling = [.. members.Where(member => IsWritable(member) || IsConstructed(member, constructed)).OrderBy(member => PlaceIn(constructed, member))];
        SyntaxNode?[] declarations = [.. members.Select(DeclarationOf)];
        bool canBeReadBack = members.Except(travelling, SymbolEqualityComparer.Default).All(IsComputed);
        return !canBeReadBack || members.Any(attributes.HasKey) || declarations.Contains(null) || declarations.Distinct().Count() < declarations.Length
            ? null
            : members.ToDictionary(member => DeclarationOf(member)!, member => Array.IndexOf(travelling, member) is >= 0 and var key ? key : (int?)null);
    }

    private static bool IsValue(ISymbol member) => member is IFieldSymbol or IPropertySymbol { IsIndexer: false, GetMethod: not null };

    private static bool IsWritable(ISymbol member) => member is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public };

    private static bool IsComputed(ISymbol member) => member is IPropertySymbol { SetMethod: null };

    /// <summary>The constructor that fills the most members, and nothing else.</summary>
    private static string[] ParametersOfConstructor(INamedTypeSymbol type, ISymbol[] members) => type.InstanceConstructors
        .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)
        .Select(constructor => constructor.Parameters.Select(parameter => parameter.Name).ToArray())
        .Where(parameters => parameters.All(parameter => members.Any(member => IsConstructed(member, [parameter]))))
        .OrderByDescending(parameters => parameters.Length)
        .FirstOrDefault() ?? [];

    private static bool IsConstructed(ISymbol member, string[] parameters) => PlaceIn(parameters, member) < parameters.Length;

    /// <summary>MessagePack finds a constructor by the order of its parameters, so these come first.</summary>
    private static int PlaceIn(string[] parameters, ISymbol member) =>
        Array.FindIndex(parameters, parameter => string.Equals(parameter, member.Name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place : parameters.Length;

    /// <summary>What takes an attribute: several fields of one declaration share it.</summary>
    private static SyntaxNode? DeclarationOf(ISymbol member)
    {
        SyntaxNode? syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return member is IFieldSymbol ? syntax?.Parent?.Parent : syntax;
    }
}
