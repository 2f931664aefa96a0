using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>Interfaces for which nothing can be generated: the reader says why, and the generator emits nothing.</summary>
public class RefusedContractTests
{
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { Rules.NotPartial.Id, "[MqttService(\"lamp\")] public interface ILamp { Task OnAsync(); }" },
        { Rules.ContainingTypeNotPartial.Id, "public class House { [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); } }" },
        { Rules.ContainingTypeNotPartial.Id, "public class House { public partial class Floor { [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); } } }" },
        { Rules.NotVisible.Id, "[MqttService(\"lamp\")] file partial interface ILamp { Task OnAsync(); }" },
        { Rules.NotVisible.Id, "file partial class House { [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); } }" },
        { Rules.NotVisible.Id, "public partial class House { [MqttService(\"lamp\")] private partial interface ILamp { Task OnAsync(); } }" },
        { Rules.NotVisible.Id, "public partial class House { protected partial class Floor { [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); } } }" },
        { Rules.GenericContract.Id, "[MqttService(\"lamp\")] public partial interface ILamp<T> { Task OnAsync(T value); }" },
        { Rules.GenericContract.Id, "public partial class House<T> { [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); } }" },
        { Rules.StaticAbstract.Id, "[MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); static abstract int Count(); }" },
        { Rules.StaticAbstract.Id, "public interface ICounted { static abstract int Count { get; } } [MqttService(\"lamp\")] public partial interface ILamp : ICounted { Task OnAsync(); }" },
        { Rules.ClientNameTaken.Id, "public class LampClient; [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); }" },
        { Rules.ClientNameTaken.Id, "public partial record LampClient; [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); }" },
        { Rules.ClientNameTaken.Id, "public partial class LampClient { [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); } }" },
        { Rules.ClientNameTaken.Id, "public partial class House { public const int LampClient = 1; [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); } }" },
        { Rules.ClientNameTaken.Id, "[MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); class LampClient { } }" },
        { Rules.ClientNameTaken.Id, "public enum LampClient { } [MqttService(\"lamp\")] public partial interface ILamp { Task OnAsync(); }" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Nothing_is_generated_and_the_rule_says_why(string rule, string contract)
    {
        CSharpCompilation compilation = Consumer.Compile("using System.Threading.Tasks;\nusing TypedMqttRpc;\n" + contract, Consumer.Newest);

        Assert.Empty(Consumer.Generate(compilation, Consumer.Newest, out _));
        Assert.Contains(rule, ContractIssues.Of(compilation).Select(issue => issue.Rule.Id));
    }

    [Fact]
    public void Of_two_contracts_with_one_client_the_one_with_the_leading_I_keeps_it()
    {
        CSharpCompilation compilation = Consumer.Compile("""
            using System.Threading.Tasks;
            using TypedMqttRpc;

            [MqttService("a")] public partial interface ILamp { Task OnAsync(); }

            [MqttService("b")] public partial interface Lamp { Task OnAsync(); }
            """, Consumer.Newest);

        Assert.Equal(["ILamp.g.cs"], Consumer.Generate(compilation, Consumer.Newest, out _).Select(source => source.HintName));
        Assert.Contains(Rules.ClientNameTaken.Id, ContractIssues.Of(compilation).Select(issue => issue.Rule.Id));
    }

    [Fact]
    public void An_old_language_gets_nothing()
    {
        CSharpCompilation compilation = Consumer.Compile("""
            using System.Threading.Tasks;
            using TypedMqttRpc;

            [MqttService("lamp")]
            public partial interface ILamp
            {
                Task OnAsync();
            }
            """, LanguageVersion.CSharp10);

        Assert.Empty(Consumer.Generate(compilation, LanguageVersion.CSharp10, out _));
        Assert.Equal("TMR0007: TypedMqttRpc needs C# 11 or later; this project compiles as C# 10.0.", ContractIssues.Of(compilation).First().Describe());
    }

    [Fact]
    public void An_attribute_on_two_parts_is_the_compilers_to_refuse()
    {
        CSharpCompilation compilation = Consumer.Compile("""
            using System.Threading.Tasks;
            using TypedMqttRpc;

            [MqttService("a")]
            public partial interface ILamp
            {
                Task OnAsync();
            }

            [MqttService("b")]
            public partial interface ILamp;
            """, Consumer.Newest);

        var run = Consumer.CreateDriver(Consumer.Newest).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();

        Assert.Empty(run.Diagnostics);
        Assert.Equal(["ILamp.g.cs"], run.Results.Single().GeneratedSources.Select(source => source.HintName));
    }
}
