using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.Generators.Analyzing;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>An editor refers to the sources of another project, where a compiler refers to its assembly.</summary>
public class SeveralProjectsTests
{
    [Theory]
    [InlineData("TMR0701", "class User { object Use(MqttRpcConnection rpc) => rpc.CreateClient<ISwitch>(); }")]
    [InlineData("TMR0010", "[MqttService(\"lamp\")] public partial interface ILamp : ISwitch;")]
    [InlineData("TMR0008", "[MqttService(\"lamp\")] public partial interface ILamp : ICounted;")]
    public async Task What_another_project_declares_is_told_in_this_one(string rule, string source)
    {
        CSharpCompilation other = Consumer.Compile("public interface ISwitch { int Read(); } public interface ICounted { static abstract int Count(); }", Consumer.Newest).WithAssemblyName("Other");
        CSharpCompilation project = Consumer.Compile($"using TypedMqttRpc; {source}", Consumer.Newest, other.ToMetadataReference());

        var found = await project.WithAnalyzers([new ServiceContractAnalyzer(), new ServiceUsageAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Contains(rule, found.Select(diagnostic => diagnostic.Id));
        Assert.DoesNotContain("AD0001", found.Select(diagnostic => diagnostic.Id));
    }
}
