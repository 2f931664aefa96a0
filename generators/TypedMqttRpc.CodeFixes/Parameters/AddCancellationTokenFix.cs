using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Parameters;

/// <summary>Adds a token that callers may leave out. Implementations the compiler then names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddCancellationTokenFix))]
internal sealed class AddCancellationTokenFix() : ContractFix(Rules.NoCancellationToken)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<MethodDeclarationSyntax>() is { } method)
        {
            yield return FixOffer.Replace("Add a CancellationToken to the declaration", nameof(AddCancellationTokenFix), method.ParameterList, (current, generator) =>
                current.WithParameters(current.Parameters.Insert(
                    Signatures.PlaceOfCancellationToken(current.Parameters),
                    Signatures.CancellationToken(site, generator, FreeName(current)))));
        }
    }

    private static string FreeName(ParameterListSyntax parameters)
    {
        string name = "cancellationToken";
        while (parameters.Parameters.Any(parameter => parameter.Identifier.ValueText == name))
        {
            name += "_";
        }

        return name;
    }
}
