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
        // Only the first such parameter of a method is reported; a reader of its error will not want to go through the others one by one.
        if (site.Declaration<ParameterSyntax>() is { Parent: ParameterListSyntax list })
        {
            ParameterSyntax[] parameters = [.. list.Parameters.Where(parameter => parameter.Modifiers.Any(IsOfReference))];
            string names = string.Join(", ", parameters.Select(parameter => $"'{parameter.Identifier.ValueText}'"));
            yield return FixOffer.ReplaceEach($"Pass {names} by value", nameof(PassByValueFix), parameters, (parameter, _) => parameter
                .WithModifiers(SyntaxFactory.TokenList(parameter.Modifiers.Where(modifier => !IsOfReference(modifier))))
                .WithLeadingTrivia(parameter.GetLeadingTrivia()));
        }
    }

    private static bool IsOfReference(SyntaxToken modifier) => modifier.Kind()
        is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.ScopedKeyword;
}
