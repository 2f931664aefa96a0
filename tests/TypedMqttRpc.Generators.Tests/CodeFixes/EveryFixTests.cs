using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TypedMqttRpc.CodeFixes;
using TypedMqttRpc.Generators.Tests.Analyzing;

namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>What holds for every fix.</summary>
public class EveryFixTests
{
    /// <summary>A rule that leaves this list has lost its fix; one that gets a fix joins it, and has a test that names it first.</summary>
    private static readonly string[] FixableRules =
    [
        "TMR0001", "TMR0002", "TMR0003", "TMR0005", "TMR0010",
        "TMR0102", "TMR0103", "TMR0107", "TMR0108",
        "TMR0201", "TMR0204", "TMR0205",
        "TMR0401", "TMR0403", "TMR0411",
        "TMR0504",
        "TMR0601",
        "TMR0701", "TMR0702",
    ];

    public static TheoryData<string> Rules { get; } = [.. FixableRules];

    [Fact]
    public void Every_rule_that_can_be_fixed_has_a_fix_and_no_fix_is_for_another_rule() =>
        Assert.Equal(FixableRules, FixableProject.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Distinct().Order());

    [Theory, MemberData(nameof(Rules))]
    public void Every_rule_that_can_be_fixed_exists_and_has_a_test(string rule)
    {
        Assert.Contains(Reading.Rules.All, known => known.Id == rule);
        Assert.Contains(rule, TestedRules());
    }

    [Fact]
    public void The_pages_of_these_rules_and_of_no_others_speak_of_a_fix() => Assert.Equal(
        FixableRules,
        Reading.Rules.All.Where(rule => PageOf(rule).Contains("## Fix\n\nA code fix ", StringComparison.Ordinal)).Select(rule => rule.Id));

    [Fact]
    public void An_editor_finds_every_fix() => Assert.All(FixableProject.Fixes, fix =>
    {
        ExportCodeFixProviderAttribute export = Assert.Single(fix.GetType().GetCustomAttributes<ExportCodeFixProviderAttribute>());
        Assert.Equal([LanguageNames.CSharp], export.Languages);
        Assert.Equal(fix.GetType().Name, export.Name);
    });

    /// <summary>A compiler loads the assembly too, and an editor brings only what is its own.</summary>
    [Fact]
    public void The_assembly_needs_nothing_that_an_editor_lacks() => Assert.Equal(
        ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Workspaces", "System.Collections.Immutable", "TypedMqttRpc.Generators", "netstandard"],
        typeof(ContractFix).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).Order(StringComparer.Ordinal));

    private static string PageOf(DiagnosticDescriptor rule) => File.ReadAllText(Path.Combine(SampleProject.RepositoryDirectory, rule.HelpLinkUri)).ReplaceLineEndings("\n");

    private static IEnumerable<string> TestedRules() =>
        from test in typeof(EveryFixTests).Assembly.GetTypes()
        where test.Namespace == typeof(EveryFixTests).Namespace
        from method in test.GetMethods()
        from data in method.GetCustomAttributes<InlineDataAttribute>()
        where data.Data is [_, _, _, ..]
        select (string)data.Data[0]!;
}
