using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Reports what the reader finds wrong with service interfaces.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var known = new KnownTypes(start.Compilation);
            if (known.HasLibrary)
            {
                start.RegisterSymbolAction(context => Analyze(context, known), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes known)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Interface } contract || known.FindService(contract) is null)
        {
            return;
        }

        List<ContractIssue> issues = [];
        ContractReader.Read(contract, known, issues, context.CancellationToken);
        foreach (ContractIssue issue in issues)
        {
            context.ReportDiagnostic(issue.ToDiagnostic(contract, known, context.CancellationToken));
        }
    }
}
