using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>An edit runs again what it changes, and nothing else.</summary>
public class IncrementalityTests
{
    private const string Lamp = """
        using System.Threading.Tasks;
        using TypedMqttRpc;

        [MqttService("home/{room}/lamp")]
        public partial interface ILamp
        {
            [MqttMethod(TimeoutMs = 5), RpcFault(typeof(int))]
            Task<bool> ToggleAsync(string lamp, int level = 3);

            int Unsupported { get; }
        }
        """;

    private static readonly string Fan = Lamp.Replace("ILamp", "IFan");

    private static CSharpCompilation Project => Consumer.Compile(Lamp, Consumer.Newest).AddSyntaxTrees(Consumer.Parse(Fan, Consumer.Newest, "Fan.cs"));

    public static TheoryData<string, string> EditsWithoutEffect { get; } = new()
    {
        { Lamp, Lamp + "\n// a comment at the end" },
        { "[MqttService", "// a comment above, that moves every position\n\n[MqttService" },
        { "Task<bool> ToggleAsync", "/// <summary>Documented.</summary>\n    Task<bool> ToggleAsync" },
        { "[MqttService", "public class Other;\n\n[MqttService" },
    };

    public static TheoryData<string, string> EditsWithEffect { get; } = new()
    {
        { "string lamp", "string light" },
        { "level = 3", "level = 4" },
        { "TimeoutMs = 5", "TimeoutMs = 6" },
        { "typeof(int)", "typeof(long)" },
        { "{room}", "{floor}" },
        { "int Unsupported", "long Unsupported" },
        { "public partial interface", "internal partial interface" },
    };

    [Fact]
    public void An_edit_in_another_file_emits_nothing_again()
    {
        GeneratorRunResult result = Run(Project, Project.AddSyntaxTrees(Consumer.Parse("class Other;", Consumer.Newest, "Other.cs")));

        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.ReadContract));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Outputs(result));
    }

    [Theory, MemberData(nameof(EditsWithoutEffect))]
    public void An_edit_that_changes_no_contract_emits_nothing_again(string old, string @new)
    {
        GeneratorRunResult result = Run(Project, Edit(old, @new));

        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.ReadContract));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.EmittableContract));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Outputs(result));
    }

    [Theory, MemberData(nameof(EditsWithEffect))]
    public void An_edit_that_changes_a_contract_emits_its_file_and_no_other(string old, string @new)
    {
        GeneratorRunResult result = Run(Project, Edit(old, @new));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.ReadContract));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Outputs(result));
    }

    [Fact]
    public void A_change_to_a_type_that_a_contract_uses_reaches_its_file()
    {
        CSharpCompilation before = Replace(Project, Lamp.Replace("int level = 3", "Unit level = (Unit)1")).AddSyntaxTrees(Units("A, B"));
        SyntaxTree units = before.SyntaxTrees.Single(tree => tree.FilePath == "Unit.cs");

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Outputs(Run(before, before.ReplaceSyntaxTree(units, Units("A, C, B")))));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Outputs(Run(before, before.ReplaceSyntaxTree(units, Units("A, B, C")))));

        static SyntaxTree Units(string members) => Consumer.Parse($"public enum Unit {{ {members} }}", Consumer.Newest, "Unit.cs");
    }

    [Fact]
    public void A_second_contract_does_not_emit_the_first_again()
    {
        CSharpCompilation one = Consumer.Compile(Lamp, Consumer.Newest);

        GeneratorRunResult result = Run(one, one.AddSyntaxTrees(Consumer.Parse(Fan, Consumer.Newest, "Fan.cs")));

        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.CollidingHintNames));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], Outputs(result));
    }

    [Fact]
    public void An_edit_to_one_of_many_contracts_emits_its_file_and_no_other()
    {
        const int Contracts = 500;
        SyntaxTree[] files = [.. Enumerable.Range(0, Contracts).Select(number => Consumer.Parse(Lamp.Replace("ILamp", $"ILamp{number}"), Consumer.Newest, $"Lamp{number}.cs"))];
        CSharpCompilation project = Consumer.Compile(files);
        SyntaxTree edited = Consumer.Parse(files[123].ToString().Replace("ToggleAsync", "SwitchAsync"), Consumer.Newest, "Lamp123.cs");

        GeneratorRunResult result = Run(project, project.ReplaceSyntaxTree(files[123], edited));

        IEnumerable<IncrementalStepRunReason> expected = Enumerable.Range(0, Contracts)
            .Select(number => number == 123 ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached);
        Assert.Equal(expected, Outputs(result));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.CollidingHintNames));
    }

    private static CSharpCompilation Edit(string old, string @new) => Replace(Project, Lamp.Replace(old, @new));

    private static CSharpCompilation Replace(CSharpCompilation project, string lamp) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees.Single(tree => tree.FilePath == "Contract.cs"), Consumer.Parse(lamp, Consumer.Newest));

    private static GeneratorRunResult Run(CSharpCompilation before, CSharpCompilation after) => Consumer.CreateDriver(Consumer.Newest)
        .RunGenerators(before, TestContext.Current.CancellationToken)
        .RunGenerators(after, TestContext.Current.CancellationToken)
        .GetRunResult().Results.Single();

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) => Reasons(result.TrackedSteps[step]);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) => Reasons(result.TrackedOutputSteps.SelectMany(step => step.Value));

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);
}
