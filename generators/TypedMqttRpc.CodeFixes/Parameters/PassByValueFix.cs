using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Parameters;

/// <summary>Removes <c>ref</c>, <c>out</c>, <c>in</c> and what goes with them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassByValueFix))]
internal sealed class PassByValueFix() : ContractFix(Rules.ByReference)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<ParameterSyntax>() is { } parameter)
        {
            yield return FixOffer.Replace($"Pass '{parameter.Identifier.ValueText}' by value", nameof(PassByValueFix), parameter, (current, _) => current
                .WithModifiers(SyntaxFactory.TokenList(current.Modifiers.Where(modifier => !IsOfReference(modifier))))
                .WithLeadingTrivia(current.GetLeadingTrivia()));
        }
    }

    private static bool IsOfReference(SyntaxToken modifier) => modifier.Kind()
        is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.ScopedKeyword;
}
