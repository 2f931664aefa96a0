using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>What the reader has to say about the contracts of a project, to anybody who asks.</summary>
internal static class ContractIssues
{
    public static IReadOnlyList<ContractIssue> Of(CSharpCompilation compilation)
    {
        List<ContractIssue> issues = [];
        KnownTypes known = new(compilation);
        foreach (INamedTypeSymbol contract in compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>())
        {
            if (known.FindService(contract) is not null)
            {
                ContractReader.Read(contract, known, issues, TestContext.Current.CancellationToken);
            }
        }

        return issues;
    }

    public static string Describe(this ContractIssue issue) => Rules.Describe(issue.Rule, [.. issue.Arguments]);
}
