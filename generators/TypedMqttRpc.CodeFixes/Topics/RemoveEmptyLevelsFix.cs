using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.CodeFixes.Topics;

/// <summary>Removes leading, trailing and double slashes of a template.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveEmptyLevelsFix))]
internal sealed class RemoveEmptyLevelsFix() : ContractFix(Rules.EmptyLevel)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        // A constant may be in use elsewhere; only what is written in the attribute is changed.
        if (site.TemplateLiteral() is { } literal)
        {
            string template = string.Join("/", literal.Token.ValueText.Split(['/'], StringSplitOptions.RemoveEmptyEntries));
            if (TopicTemplate.TryParse(template, allowWildcards: false, out _) is not null)
            {
                yield return FixOffer.Replace($"Change the topic to '{template}'", nameof(RemoveEmptyLevelsFix), literal, (current, generator) =>
                    ((LiteralExpressionSyntax)generator.LiteralExpression(template)).WithTriviaFrom(current));
            }
        }
    }
}
