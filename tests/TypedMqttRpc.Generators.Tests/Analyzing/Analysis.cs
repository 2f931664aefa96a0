using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.Generators.Analyzing;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>What the analyzers report, beside the generator as in a real build.</summary>
internal static class Analysis
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using MessagePack;
        using MessagePack.Formatters;
        using MessagePack.Resolvers;
        using TypedMqttRpc;

        """;

    public static async Task<ImmutableArray<Diagnostic>> RunAsync(Compilation compilation, LanguageVersion? language = null)
    {
        Consumer.CreateDriver(language ?? Consumer.Newest).RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _, TestContext.Current.CancellationToken);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: static (exception, _, _) => throw new InvalidOperationException("An analyzer failed.", exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        return await complete
            .WithAnalyzers([new ServiceContractAnalyzer(), new ServiceUsageAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    public static Task<ImmutableArray<Diagnostic>> RunAsync([StringSyntax("c#-test")] string source) => RunAsync(Compile(source));

    public static CSharpCompilation Compile([StringSyntax("c#-test")] string source) => Consumer.Compile(Usings + source, Consumer.Newest);

    /// <summary>Fails unless each rule that a line names at its end, <c>// TMR0101</c>, is reported in that line, and nothing else. Notes on memory do not count.</summary>
    public static async Task AssertMarkedAsync([StringSyntax("c#-test")] string source)
    {
        CSharpCompilation compilation = Compile(source);
        IEnumerable<Finding> found = (await RunAsync(compilation)).Where(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden).Select(Finding.Of);
        Assert.Equal(compilation.SyntaxTrees.SelectMany(Finding.MarkedIn).Order(), found.Order());
    }
}
