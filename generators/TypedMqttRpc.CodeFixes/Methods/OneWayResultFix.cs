using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Methods;

/// <summary>A method is one-way or has a result: drops the one or the other.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OneWayResultFix))]
internal sealed class OneWayResultFix() : ContractFix(Rules.OneWayResult)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<MethodDeclarationSyntax>() is not { } method || site.Declared(method) is not IMethodSymbol symbol)
        {
            yield break;
        }

        string task = site.Known.IsTask(symbol.ReturnType) ? Signatures.Task : Signatures.ValueTask;
        yield return FixOffer.Replace($"Return {symbol.ReturnType.Name} without a result", $"{nameof(OneWayResultFix)}.NoResult", method.ReturnType, (type, generator) =>
            Signatures.TaskOf(site, generator, task, result: null).WithTriviaFrom(type));

        if (site.SyntaxOf(site.Known.FindMethod(symbol)) is { } attribute)
        {
            yield return FixOffer.Replace("Wait for the result: remove OneWay", $"{nameof(OneWayResultFix)}.NotOneWay", attribute, (current, _) => current.Without("OneWay"));
        }
    }
}
