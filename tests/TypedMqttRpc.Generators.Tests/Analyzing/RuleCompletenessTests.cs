using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>Whoever adds a rule is told what else belongs to it: a page, a line in the index, a sample that breaks it and one that does not, a release.</summary>
public class RuleCompletenessTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        .. typeof(MqttServiceGenerator).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .SelectMany(static type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics),
    ];

    public static TheoryData<string> Ids { get; } = [.. All.Select(static rule => rule.Id)];

    /// <summary>A contract file and its project are more than a page can show; their tests are in <see cref="Gate.ContractGateTests"/>.</summary>
    public static TheoryData<string> IdsWithSample { get; } = [.. All.Except(Reading.Rules.OfContractFile).Select(static rule => rule.Id)];

    private static string Generators => Path.Combine(SampleProject.RepositoryDirectory, "generators", "TypedMqttRpc.Generators");

    private static string Pages => Path.Combine(SampleProject.RepositoryDirectory, "src", "TypedMqttRpc", "docs", "diagnostics");

    [Fact]
    public void Every_rule_is_reported_by_one_analyzer_under_an_id_of_its_own()
    {
        Assert.Distinct(All.Select(static rule => rule.Id));
        Assert.Superset(Reading.Rules.All.Select(static rule => rule.Id).ToHashSet(), All.Select(static rule => rule.Id).ToHashSet());
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_page(string id)
    {
        DiagnosticDescriptor rule = RuleOf(id);
        string[] page = File.ReadAllLines(Path.Combine(SampleProject.RepositoryDirectory, rule.HelpLinkUri));

        Assert.Equal($"# {id}: {rule.Title}", page[0]);
        Assert.Equal($"Severity: {NameOf(rule.DefaultSeverity)}. [All rules](README.md)", page[2]);
        Assert.Equal(["## Cause", "## Violation", "## Fix", "## Suppression"], page.Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(IdsWithSample))]
    public void A_page_shows_a_sample(string id) =>
        Assert.Contains($"<!-- snippet:{id}-violation -->", File.ReadAllLines(Path.Combine(SampleProject.RepositoryDirectory, RuleOf(id).HelpLinkUri)));

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_is_in_the_index(string id) =>
        Assert.Contains($"| [{id}]({id}.md) | {NameOf(RuleOf(id).DefaultSeverity)} | {RuleOf(id).Title} |", File.ReadAllLines(Path.Combine(Pages, "README.md")));

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_release(string id) => Assert.Single(
        File.ReadAllLines(Path.Combine(Generators, "AnalyzerReleases.Unshipped.md")).Concat(File.ReadAllLines(Path.Combine(Generators, "AnalyzerReleases.Shipped.md"))),
        $"{id} | TypedMqttRpc | {RuleOf(id).DefaultSeverity} | {RuleOf(id).Title}");

    /// <summary>That it is reported there, and not in the fix, is what <see cref="SampleTests"/> find.</summary>
    [Theory, MemberData(nameof(IdsWithSample))]
    public void A_rule_has_a_sample_of_a_violation_and_of_a_fix(string id)
    {
        SyntaxTree sample = SampleProject.Compile(SampleProject.WithErrors).SyntaxTrees
            .Concat(SampleProject.CompileOldLanguage(LanguageVersion.CSharp10).SyntaxTrees)
            .Single(tree => Path.GetFileName(tree.FilePath) == $"{id}.cs");
        string text = sample.ToString();

        Assert.All(Finding.MarkedIn(sample), finding => Assert.Equal(id, finding.Rule));
        Assert.NotEmpty(Finding.MarkedIn(sample));
        Assert.True(text.Contains($"<snippet:{id}-fix>", StringComparison.Ordinal) || sample.FilePath.Contains("OldLanguage", StringComparison.Ordinal), $"{id}.cs shows no fix.");
    }

    [Fact]
    public void No_page_and_no_sample_is_without_a_rule()
    {
        IEnumerable<string> ids = All.Select(static rule => rule.Id).Order();

        Assert.Equal(ids, Directory.GetFiles(Pages, "TMR*.md").Select(Path.GetFileNameWithoutExtension).Order());
        Assert.Equal(IdsWithSample.Select(static row => row.Data).Order(), Directory.GetFiles(SampleProject.Directory, "TMR*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order());
    }

    private static DiagnosticDescriptor RuleOf(string id) => All.Single(rule => rule.Id == id);

    private static string NameOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "suggestion",
        _ => "hidden",
    };
}
