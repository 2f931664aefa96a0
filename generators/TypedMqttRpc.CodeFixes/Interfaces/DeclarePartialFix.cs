using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Interfaces;

/// <summary>Adds <c>partial</c> to a service interface, and to the types that it is nested in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclarePartialFix))]
internal sealed class DeclarePartialFix() : ContractFix(Rules.NotPartial, Rules.ContainingTypeNotPartial)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<TypeDeclarationSyntax>() is not { } contract)
        {
            yield break;
        }

        TypeDeclarationSyntax[] lacking = [.. contract.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.IsPartial())];
        string names = string.Join(", ", lacking.Select(type => $"'{type.Identifier.ValueText}'"));
        yield return FixOffer.ReplaceEach($"Declare {names} partial", nameof(DeclarePartialFix), lacking, (type, _) => type.WithPartial());
    }
}
