using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using TypedMqttRpc.Generators.Gate;
using TypedMqttRpc.Generators.Reading;
using TypedMqttRpc.Generators.Shapes;

namespace TypedMqttRpc.CodeFixes.ContractFiles;

/// <summary>Records the contracts of a project as they are, unless that would hide what breaks them.</summary>
/// <remarks>The file is written as a whole: what is new is recorded together, and fixing all is the same as fixing one.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordContractsFix))]
internal sealed class RecordContractsFix : CodeFixProvider
{
    private const string Key = "record";
    private const string Title = "Record the contracts of the project";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NotRecorded.Id, Rules.NoContractFile.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RecordAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.Document.Project;
        if (await RecordAsync(project, context.CancellationToken).ConfigureAwait(false) is { } recorded)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(recorded), Key), context.Diagnostics);
        }
    }

    /// <returns><see langword="null"/> when there is nothing that may be recorded.</returns>
    private static async Task<Solution?> RecordAsync(Project project, CancellationToken cancellationToken)
    {
        if (GateSettings.FileOf(project.AnalyzerOptions.AnalyzerConfigOptionsProvider) is not { } path
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return null;
        }

        TextDocument? file = project.AdditionalDocuments.FirstOrDefault(document => GateSettings.IsSame(document.FilePath ?? document.Name, path));
        string before = file is null ? string.Empty : (await file.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
        IReadOnlyList<ServiceShape> contracts = ContractShapes.Of(compilation, cancellationToken);
        if (!MayBeReplaced(before, contracts))
        {
            return null;
        }

        var text = SourceText.From(ContractFile.Write(contracts), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return file is null
            ? project.Solution.AddAdditionalDocument(DocumentId.CreateNewId(project.Id), Path.GetFileName(path), text, filePath: PathIn(project, path))
            : project.Solution.WithAdditionalDocumentText(file.Id, text);
    }

    /// <summary>Whoever breaks a contract on purpose removes what is recorded of it by hand.</summary>
    private static bool MayBeReplaced(string before, IReadOnlyList<ServiceShape> contracts)
    {
        try
        {
            var recorded = ContractFile.Parse(before).Recorded;
            return recorded.Keys.All(name => contracts.Any(contract => contract.Name == name))
                && contracts.All(contract => ContractChanges.Find(recorded.TryGetValue(contract.Name, out var was) ? was.Shape : null, contract)
                    .All(change => change.Rule.Id == Rules.NotRecorded.Id));
        }
        catch (ContractFileException)
        {
            return false;
        }
    }

    private static string? PathIn(Project project, string path) =>
        Path.IsPathRooted(path) || Path.GetDirectoryName(project.FilePath) is not { } folder ? path : Path.Combine(folder, path);

    /// <summary>Records each project once.</summary>
    private sealed class RecordAll : FixAllProvider
    {
        public static RecordAll Instance { get; } = new();

        /// <inheritdoc/>
        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
            Task.FromResult<CodeAction?>(CodeAction.Create(Title, stop => RecordAsync(fixAllContext, stop), Key));

        private static async Task<Solution> RecordAsync(FixAllContext context, CancellationToken cancellationToken)
        {
            Solution solution = context.Solution;
            foreach (ProjectId project in context.Scope == FixAllScope.Solution ? solution.ProjectIds : [context.Project.Id])
            {
                solution = await RecordContractsFix.RecordAsync(solution.GetProject(project)!, cancellationToken).ConfigureAwait(false) ?? solution;
            }

            return solution;
        }
    }
}
