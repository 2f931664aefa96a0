using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Parameters;

/// <summary>Moves the token to the end. Implementations and calls the compiler then names, since no other argument converts to a token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CancellationTokenLastFix))]
internal sealed class CancellationTokenLastFix() : ContractFix(Rules.CancellationTokenNotLast)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<MethodDeclarationSyntax>() is { } method
            && site.Declared(method) is IMethodSymbol symbol
            && symbol.Parameters.FirstOrDefault(parameter => site.Known.IsCancellationToken(parameter.Type)) is { } token)
        {
            yield return FixOffer.Replace("Move the CancellationToken to the end of the declaration", nameof(CancellationTokenLastFix), method.ParameterList, (current, _) =>
                current.WithParameters(MoveToEnd(current.Parameters, token.Ordinal)));
        }
    }

    /// <summary>The parameters change places; separators, line breaks and indentation stay.</summary>
    private static SeparatedSyntaxList<ParameterSyntax> MoveToEnd(SeparatedSyntaxList<ParameterSyntax> parameters, int from)
    {
        int to = Signatures.PlaceOfCancellationToken(parameters) - 1;
        List<ParameterSyntax> moved = [.. parameters];
        moved.RemoveAt(from);
        moved.Insert(to, to > 0 && moved[to - 1].Default is not null ? parameters[from].WithDefaultOfDefault() : parameters[from]);
        return SyntaxFactory.SeparatedList(moved.Select((parameter, i) => parameter.WithTriviaFrom(parameters[i])), parameters.GetSeparators());
    }
}
