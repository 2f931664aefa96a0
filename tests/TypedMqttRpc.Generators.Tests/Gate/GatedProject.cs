using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TypedMqttRpc.Generators.Gate;

namespace TypedMqttRpc.Generators.Tests.Gate;

/// <summary>A project that records its contracts, in memory.</summary>
internal sealed class GatedProject
{
    public const string FileName = "contract.shipped.json";

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using MessagePack;
        using TypedMqttRpc;

        """;

    private readonly CSharpCompilation _compilation;

    public GatedProject([StringSyntax("c#-test")] string source) => _compilation = Consumer.Compile(Usings + source, Consumer.Newest);

    private GatedProject(CSharpCompilation compilation) => _compilation = compilation;

    /// <summary>Files of a project with implicit usings.</summary>
    public static GatedProject OfFiles(IEnumerable<string> files) => new(Consumer.Compile(Usings.Replace("using ", "global using ", StringComparison.Ordinal), Consumer.Newest)
        .AddSyntaxTrees(files.Select((file, number) => Consumer.Parse(file, Consumer.Newest, $"File{number}.cs"))));

    /// <summary>A contract with some methods, and types beside it.</summary>
    public static GatedProject Shop([StringSyntax("c#-test")] string methods, [StringSyntax("c#-test")] string types = "") =>
        new($"[MqttService(\"shop\")] public partial interface IShop {{ {methods} }}\n{types}");

    /// <summary>The file that the fix would write.</summary>
    public string Record() => ContractFile.Write(ContractShapes.Of(_compilation, TestContext.Current.CancellationToken));

    /// <summary>What the analyzer says of the project beside a file, as <c>TMR0801: sentence</c>.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(string? file) =>
        [.. (await DiagnosticsAsync(file)).Select(found => $"{found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal)];

    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string? file, string? property = FileName)
    {
        ImmutableArray<AdditionalText> files = file is null ? [] : [new Text($"/shop/{FileName}", file)];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files, new BuildProperties(property)),
            onAnalyzerException: static (exception, _, _) => throw new InvalidOperationException("The analyzer failed.", exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        return await _compilation.WithAnalyzers([new ContractGateAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
