using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Parameters;

/// <summary>Removes the question mark of a parameter that becomes a topic level.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotNullTokenFix))]
internal sealed class NotNullTokenFix() : ContractFix(Rules.NullableToken)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        // Without the question mark, a default of null would be the next warning.
        if (site.Declaration<ParameterSyntax>() is { Type: NullableTypeSyntax nullable, Default: null } parameter)
        {
            yield return FixOffer.Replace<TypeSyntax>($"Do not let '{parameter.Identifier.ValueText}' be null", nameof(NotNullTokenFix), nullable, (type, _) =>
                ((NullableTypeSyntax)type).ElementType.WithTriviaFrom(type));
        }
    }
}
