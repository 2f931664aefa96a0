using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Interfaces;

/// <summary>Makes a contract, the types that it is nested in, or a method of it visible in the assembly, and no more.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInternalFix))]
internal sealed class MakeInternalFix() : ContractFix(Rules.NotVisible)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<MemberDeclarationSyntax>() is not { } declaration || site.Declared(declaration) is not { } symbol)
        {
            yield break;
        }

        ISymbol[] hidden = [.. Enclosing(symbol).Where(IsHidden)];
        MemberDeclarationSyntax[] parts = [.. hidden.SelectMany(site.PartsOf<MemberDeclarationSyntax>)];
        string names = string.Join(", ", hidden.Select(type => $"'{type.Name}'"));
        yield return FixOffer.ReplaceEach($"Make {names} internal", nameof(MakeInternalFix), parts, (part, _) => part.WithAccessibility(WiderThan(part)));
    }

    /// <summary>A type and those around it; of a method, the method alone.</summary>
    private static IEnumerable<ISymbol> Enclosing(ISymbol symbol)
    {
        yield return symbol;
        for (INamedTypeSymbol? outer = (symbol as INamedTypeSymbol)?.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    private static bool IsHidden(ISymbol symbol) => symbol is INamedTypeSymbol { IsFileLocal: true }
        || symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    /// <summary>Classes of other assemblies that derive from the container keep what they see.</summary>
    private static SyntaxKind[] WiderThan(MemberDeclarationSyntax part) =>
        part.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !part.Modifiers.Any(SyntaxKind.PrivateKeyword)
            ? [SyntaxKind.ProtectedKeyword, SyntaxKind.InternalKeyword]
            : [SyntaxKind.InternalKeyword];
}
