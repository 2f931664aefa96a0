using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.CodeFixes.ContractFiles;
using TypedMqttRpc.Generators.Gate;

namespace TypedMqttRpc.Generators.Tests.Gate;

/// <summary>The fix writes the file, and only when nothing would be hidden by it.</summary>
public class RecordContractsFixTests
{
    private const string Usings = "using System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n";
    private const string Shop = Usings + "[MqttService(\"shop\")] public partial interface IShop { Task OpenAsync(CancellationToken stop); }";
    private const string Lamp = Usings + "[MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(int level, CancellationToken stop); }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_not_there_is_made()
    {
        string file = (await FixAsync(null, Shop, Lamp))!;

        Assert.Equal(["Lamp", "Shop"], ContractFile.Parse(file).Recorded.Keys.Order());
        Assert.Null(await FixAsync(file, Shop, Lamp));
    }

    [Fact]
    public async Task What_is_new_is_added_to_the_file()
    {
        string before = (await FixAsync(null, Shop))!;

        string after = (await FixAsync(before, Shop.Replace("{ Task", "{ Task CloseAsync(CancellationToken stop); Task", StringComparison.Ordinal), Lamp))!;

        Assert.Contains("\"close\": \"()\",", after);
        Assert.Contains("\"on\": \"(level: int32)\"", after);
        Assert.Equal(before.Split('\n').Length + 7, after.Split('\n').Length);
    }

    [Fact]
    public async Task Fixing_all_records_everything_at_one_time() => Assert.Equal(await FixAsync(null, Shop, Lamp), await FixAsync(null, isAll: true, Shop, Lamp));

    [Fact]
    public async Task Nothing_is_recorded_while_something_is_broken()
    {
        string before = (await FixAsync(null, Lamp))!;

        Assert.Null(await FixAsync(before, Shop, Lamp.Replace("int level", "string level", StringComparison.Ordinal)));
    }

    private static Task<string?> FixAsync(string? file, params string[] sources) => FixAsync(file, isAll: false, sources);

    /// <returns>The file after the fix; <see langword="null"/> if none is offered.</returns>
    private static async Task<string?> FixAsync(string? file, bool isAll, params string[] sources)
    {
        Project project = Open(file, sources);
        Compilation compilation = (await project.GetCompilationAsync(Cancel))!;
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new ContractGateAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(Cancel);
        Diagnostic? first = found.FirstOrDefault(diagnostic => diagnostic.Id is "TMR0803" or "TMR0805");
        if (first is null)
        {
            return null;
        }

        var fix = new RecordContractsFix();
        List<CodeAction> actions = [];
        Document document = project.GetDocument(first.Location.SourceTree)!;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, first, (action, _) => actions.Add(action), Cancel));
        if (actions.Count == 0)
        {
            return null;
        }

        CodeAction chosen = isAll
            ? (await fix.GetFixAllProvider().GetFixAsync(new FixAllContext(document, fix, FixAllScope.Solution, actions[0].EquivalenceKey!, [first.Id], new None(), Cancel)))!
            : actions.Single();
        Solution changed = (await chosen.GetOperationsAsync(Cancel)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetProject(project.Id)!.AdditionalDocuments.Single().GetTextAsync(Cancel)).ToString();
    }

    private static Project Open(string? file, string[] sources)
    {
        ProjectId id = ProjectId.CreateNewId();
        Solution solution = new AdhocWorkspace().CurrentSolution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp, filePath: "/shop/Consumer.csproj"))
            .WithProjectCompilationOptions(id, Consumer.Options)
            .WithProjectParseOptions(id, Consumer.ParseOptions(Consumer.Newest))
            .WithProjectMetadataReferences(id, Consumer.References)
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".globalconfig", Microsoft.CodeAnalysis.Text.SourceText.From($"is_global = true\nbuild_property.MqttRpcContractFile = {GatedProject.FileName}\n"), filePath: "/shop/.globalconfig");
        foreach ((int number, string source) in sources.Index())
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), $"Contract{number}.cs", source, filePath: $"/shop/Contract{number}.cs");
        }

        return (file is null ? solution : solution.AddAdditionalDocument(DocumentId.CreateNewId(id), GatedProject.FileName, file, filePath: $"/shop/{GatedProject.FileName}")).GetProject(id)!;
    }

    private sealed class None : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
