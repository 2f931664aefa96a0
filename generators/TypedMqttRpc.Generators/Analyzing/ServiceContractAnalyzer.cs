using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.Generators.Model;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Reports what the reader finds wrong with service interfaces, and services that get each other's requests.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All.RemoveRange(Rules.OfUsage).RemoveRange(Rules.OfContractFile);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            KnownTypes known = KnownTypes.Of(start.Compilation);
            if (!known.HasLibrary)
            {
                return;
            }

            var services = new ConcurrentBag<ServedTopic>();
            start.RegisterSymbolAction(context => Analyze(context, known, services), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(context => OverlappingTopics.Report(services, context.ReportDiagnostic));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes known, ConcurrentBag<ServedTopic> services)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Interface } contract || known.FindService(contract) is null)
        {
            return;
        }

        List<ContractIssue> issues = [];
        ContractModel? model = ContractReader.Read(contract, known, issues, context.CancellationToken);
        foreach (ContractIssue issue in issues)
        {
            context.ReportDiagnostic(issue.ToDiagnostic(contract, known, context.CancellationToken));
        }

        if (model is { Problem: null })
        {
            services.Add(new(contract, IssuePlace.IdentifierOf(contract, known, context.CancellationToken), model.Template, model.IdentifyCaller));
        }
    }
}
