using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Where an issue is shown: always in the contract's own declaration, since an editor does not take back what is reported elsewhere.</summary>
internal static class IssuePlace
{
    /// <summary>The identifier; for an inherited member the entry in the contract's base list, with the identifier as a second place. What is to be
    /// changed elsewhere is the first of those.</summary>
    public static Diagnostic ToDiagnostic(this ContractIssue issue, INamedTypeSymbol contract, KnownTypes known, CancellationToken cancellationToken)
    {
        INamedTypeSymbol owner = issue.Symbol as INamedTypeSymbol ?? issue.Symbol.ContainingType;
        bool isInherited = !SymbolEqualityComparer.Default.Equals(owner, contract);
        Location? symbol = issue.Symbol.Locations.FirstOrDefault(location => location.IsInSource);
        Location place =
            isInherited ? BaseListEntry(contract, owner, cancellationToken) ?? IdentifierOf(contract, known, cancellationToken)
            : issue.Symbol is INamedTypeSymbol || symbol is null ? IdentifierOf(contract, known, cancellationToken)
            : symbol;
        IEnumerable<Location> second = new[] { issue.Cause, isInherited ? issue.Symbol : null }.OfType<ISymbol>().SelectMany(elsewhere => elsewhere.SourceIn(contract.ContainingAssembly));
        return Diagnostic.Create(issue.Rule, place, second, issue.Properties, [.. issue.Arguments]);
    }

    /// <summary>Where the assembly declares the symbol. An editor shows a project the sources of another one too, and the compiler refuses diagnostics that name them.</summary>
    public static IEnumerable<Location> SourceIn(this ISymbol symbol, IAssemblySymbol assembly) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly) ? symbol.Locations.Where(location => location.IsInSource) : [];

    /// <summary>The name in the part of the interface that has the attribute; other parts may be generated.</summary>
    public static Location IdentifierOf(INamedTypeSymbol contract, KnownTypes known, CancellationToken cancellationToken)
    {
        SyntaxNode? attribute = known.FindService(contract)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        return attribute?.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.GetLocation() ?? contract.Locations[0];
    }

    private static Location? BaseListEntry(INamedTypeSymbol contract, INamedTypeSymbol owner, CancellationToken cancellationToken)
    {
        INamedTypeSymbol? entry = contract.Interfaces.FirstOrDefault(type =>
            SymbolEqualityComparer.Default.Equals(type, owner) || type.AllInterfaces.Contains(owner, SymbolEqualityComparer.Default));
        return contract.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(declaration => declaration.BaseList?.Types.AsEnumerable() ?? [])
            .FirstOrDefault(type => RightmostName(type.Type) == entry?.Name)
            ?.GetLocation();
    }

    private static string? RightmostName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };
}
