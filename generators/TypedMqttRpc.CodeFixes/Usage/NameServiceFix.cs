using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Usage;

/// <summary>Writes the interface where a class was written, or was all that the compiler could infer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameServiceFix))]
internal sealed class NameServiceFix() : ContractFix(Rules.ClassInsteadOfService)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (!site.Diagnostic.Properties.TryGetValue(IssueProperties.Interface, out string? service) || site.Place() is not TypeSyntax place)
        {
            yield break;
        }

        TypeSyntax name = SyntaxFactory.ParseTypeName(service!);
        bool isInferred = place is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or InvocationExpressionSyntax };
        yield return FixOffer.Replace($"Use '{service}'", nameof(NameServiceFix), place, (current, _) => isInferred
            ? SyntaxFactory.GenericName(((IdentifierNameSyntax)current).Identifier.WithTrailingTrivia(), SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(name)))
                .WithTriviaFrom(current)
            : name.WithTriviaFrom(current));
    }
}
