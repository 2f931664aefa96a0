using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Methods;

/// <summary>Lets a method return its result in a task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskFix))]
internal sealed class ReturnTaskFix() : ContractFix(Rules.ReturnType, Rules.ReturnsVoid)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<MethodDeclarationSyntax>() is not { } method
            || site.Declared(method) is not IMethodSymbol symbol
            || site.Known.IsBoundToProcess(symbol.ReturnType))
        {
            yield break;
        }

        TypeSyntax? result = symbol.ReturnsVoid ? null : method.ReturnType;
        foreach (string task in new[] { Signatures.Task, Signatures.ValueTask })
        {
            string name = task.Substring(task.LastIndexOf('.') + 1);
            string title = result is null ? $"Return {name}" : $"Return {name}<{result.WithoutTrivia()}>";
            yield return FixOffer.Replace(title, $"{nameof(ReturnTaskFix)}.{name}", method.ReturnType, (type, generator) =>
                Signatures.TaskOf(site, generator, task, result).WithTriviaFrom(type));
        }
    }
}
