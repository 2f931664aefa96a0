using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.CodeFixes;
using TypedMqttRpc.Generators.Analyzing;

namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>A project in an editor, with the generator, the analyzers and the fixes for one rule.</summary>
internal sealed class FixableProject
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. Instances<DiagnosticAnalyzer>(typeof(ServiceContractAnalyzer))];

    /// <summary>Every project begins with its empty solution, which nothing changes.</summary>
    private static readonly AdhocWorkspace Workspace = new();

    private readonly ImmutableArray<ContractFix> _fixes;
    private readonly string _rule;
    private readonly ProjectId _project;
    private Solution _solution;

    public FixableProject(string rule, params IEnumerable<string> sources)
    {
        _rule = rule;
        _fixes = [.. Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(rule))];
        _project = ProjectId.CreateNewId();
        _solution = Workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(_project, VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp))
            .WithProjectCompilationOptions(_project, Consumer.Options)
            .WithProjectParseOptions(_project, Consumer.ParseOptions(Consumer.Newest))
            .WithProjectMetadataReferences(_project, Consumer.References)
            .AddAnalyzerReference(_project, new GeneratorReference());
        foreach ((int number, string source) in sources.Index())
        {
            _solution = _solution.AddDocument(DocumentId.CreateNewId(_project), $"Contract{number}.cs", source, filePath: $"Contract{number}.cs");
        }
    }

    public static ImmutableArray<ContractFix> Fixes { get; } = [.. Instances<ContractFix>(typeof(ContractFix))];

    /// <summary>What the fixes offer at the first place that breaks the rule.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync() => [.. (await FindOffersAsync()).Select(offer => offer.Action)];

    /// <summary>Fixes the first place that breaks the rule.</summary>
    public async Task<IReadOnlyList<string>> FixFirstAsync(string? key = null) => await ApplyAsync((await FindOfferAsync(key)).Action);

    /// <summary>Fixes all the places, as an editor does from the first one.</summary>
    public async Task<IReadOnlyList<string>> FixAllAsync(FixAllScope scope, string? key = null)
    {
        (ContractFix fix, CodeAction offer) = await FindOfferAsync(key);
        Document document = _solution.GetDocument((await FoundAsync())[0].Location.SourceTree)!;
        var context = new FixAllContext(document, fix, scope, offer.EquivalenceKey!, [_rule], new Found(this), TestContext.Current.CancellationToken);
        return await ApplyAsync((await fix.GetFixAllProvider().GetFixAsync(context))!);
    }

    /// <summary>What is left of the rule, and what does not compile.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        Compilation compilation = await CompileAsync();
        return
        [
            .. compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString()),
            .. (await FoundAsync()).Select(found => found.ToString()),
        ];
    }

    private async Task<(ContractFix Fix, CodeAction Action)> FindOfferAsync(string? key)
    {
        IReadOnlyList<(ContractFix Fix, CodeAction Action)> offers = await FindOffersAsync();
        return key is null ? offers[0] : offers.Single(offer => offer.Action.EquivalenceKey == key);
    }

    private async Task<IReadOnlyList<(ContractFix Fix, CodeAction Action)>> FindOffersAsync()
    {
        Diagnostic first = (await FoundAsync())[0];
        Document document = _solution.GetDocument(first.Location.SourceTree)!;
        List<(ContractFix, CodeAction)> offers = [];
        foreach (ContractFix fix in _fixes)
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, first, (action, _) => offers.Add((fix, action)), TestContext.Current.CancellationToken));
        }

        return offers;
    }

    private async Task<IReadOnlyList<string>> ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        _solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        List<string> texts = [];
        foreach (Document document in _solution.GetProject(_project)!.Documents)
        {
            texts.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString().ReplaceLineEndings("\n"));
        }

        return texts;
    }

    private async Task<Compilation> CompileAsync() => (await _solution.GetProject(_project)!.GetCompilationAsync(TestContext.Current.CancellationToken))!;

    private async Task<IReadOnlyList<Diagnostic>> FoundAsync()
    {
        ImmutableArray<Diagnostic> found = await (await CompileAsync()).WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return [.. found.Where(diagnostic => diagnostic.Id == _rule).OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static IEnumerable<T> Instances<T>(Type assemblyOf) => assemblyOf.Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type)!);

    private sealed class Found(FixableProject project) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project _, CancellationToken cancellationToken) => await project.FoundAsync();

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project _, CancellationToken cancellationToken) => [];

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await project.FoundAsync()).Where(found => project._solution.GetDocument(found.Location.SourceTree) == document);
    }

    private sealed class GeneratorReference : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new MqttServiceGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => typeof(MqttServiceGenerator);

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];
    }
}
