using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Usage;

/// <summary>Removes an attribute that has no effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeFix))]
internal sealed class RemoveAttributeFix() : ContractFix(Rules.NoEffect)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax { Parent: MethodDeclarationSyntax method } } attribute)
        {
            yield return new FixOffer($"Remove [{attribute.Name}]", nameof(RemoveAttributeFix), [attribute], (editor, _) =>
                editor.ReplaceNode(method, (current, _) => ((MethodDeclarationSyntax)current).Without(attribute)));
        }
    }
}
