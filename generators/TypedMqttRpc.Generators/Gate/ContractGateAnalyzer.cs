using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TypedMqttRpc.Generators.Analyzing;
using TypedMqttRpc.Generators.Reading;
using TypedMqttRpc.Generators.Shapes;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>Compares the contracts of a project with the file that records them: what breaks a contract is an error, what it has more is to be recorded.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractGateAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.OfContractFile;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A contract that is generated is recorded as well, and must not look as if it were gone.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            KnownTypes known = KnownTypes.Of(start.Compilation);
            if (!known.HasLibrary || GateSettings.FileOf(start.Options.AnalyzerConfigOptionsProvider) is not { } path)
            {
                return;
            }

            if (GateSettings.Find(start.Options.AdditionalFiles, path) is not { } file || file.GetText(start.CancellationToken) is not { } text)
            {
                start.RegisterSymbolAction(context => ReportNoFile(context, known, path), SymbolKind.NamedType);
                return;
            }

            Compare(start, known, file.Path, text);
        });
    }

    private static void Compare(CompilationStartAnalysisContext start, KnownTypes known, string path, SourceText text)
    {
        ContractFile recorded;
        string name = Path.GetFileName(path);
        try
        {
            recorded = ContractFile.Parse(text.ToString());
        }
        catch (ContractFileException unreadable)
        {
            Location place = At(path, text, unreadable.Position);
            start.RegisterCompilationEndAction(context => context.ReportDiagnostic(Diagnostic.Create(Rules.UnreadableContractFile, place, name, unreadable.Message)));
            return;
        }

        var present = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        start.RegisterSymbolAction(
            context =>
            {
                if (ShapeOf(context, known) is { } shape)
                {
                    present.TryAdd(shape.Name, true);
                    Report(context, known, recorded, shape, name);
                }
            },
            SymbolKind.NamedType);
        start.RegisterCompilationEndAction(context =>
        {
            foreach (var service in recorded.Recorded.Where(service => !present.ContainsKey(service.Key)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.ServiceRemoved, At(path, text, service.Value.Position), service.Key, name));
            }
        });
    }

    private static void Report(SymbolAnalysisContext context, KnownTypes known, ContractFile recorded, ServiceShape shape, string name)
    {
        ServiceShape? was = recorded.Recorded.TryGetValue(shape.Name, out var found) ? found.Shape : null;
        foreach (ContractChange change in ContractChanges.Find(was, shape))
        {
            var issue = new ContractIssue(change.Rule, change.Symbol, [change.Subject, name, change.What]);
            context.ReportDiagnostic(issue.ToDiagnostic(shape.Contract!, known, context.CancellationToken));
        }
    }

    private static void ReportNoFile(SymbolAnalysisContext context, KnownTypes known, string path)
    {
        if (ShapeOf(context, known) is { } shape)
        {
            var issue = new ContractIssue(Rules.NoContractFile, shape.Contract!, [shape.Name, path]);
            context.ReportDiagnostic(issue.ToDiagnostic(shape.Contract!, known, context.CancellationToken));
        }
    }

    private static ServiceShape? ShapeOf(SymbolAnalysisContext context, KnownTypes known) =>
        context.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Interface } contract && known.FindService(contract) is not null
            ? ContractReader.ReadShape(contract, known, context.CancellationToken)
            : null;

    private static Location At(string path, SourceText text, int position)
    {
        TextLine line = text.Lines.GetLineFromPosition(Math.Min(position, text.Length));
        return Location.Create(path, line.Span, text.Lines.GetLinePositionSpan(line.Span));
    }
}
