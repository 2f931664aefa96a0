using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>A project of a user, in memory: as strict as the compiler can be.</summary>
internal static class Consumer
{
    public static ImmutableArray<LanguageVersion> Languages { get; } = [LanguageVersion.CSharp11, Newest];

    /// <summary>C# 14 where the compiler knows it; the oldest supported compiler ends at 12.</summary>
    public static LanguageVersion Newest => LanguageVersion.Latest.MapSpecifiedToEffectiveVersion();

    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => IsForConsumers(Path.GetFileName(path)))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilationOptions Options { get; } = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithWarningLevel(9999)
        .WithAllowUnsafe(true);

    public static CSharpParseOptions ParseOptions(LanguageVersion language) => new(language, DocumentationMode.Diagnose);

    public static SyntaxTree Parse(string source, LanguageVersion language, string path = "Contract.cs") =>
        CSharpSyntaxTree.ParseText(source, ParseOptions(language), path, cancellationToken: TestContext.Current.CancellationToken);

    public static CSharpCompilation Compile([StringSyntax("c#-test")] string source, LanguageVersion language, params IEnumerable<MetadataReference> more) =>
        Compile([Parse(source, language)], more);

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> sources, params IEnumerable<MetadataReference> more) =>
        CSharpCompilation.Create("Consumer", sources, References.Concat(more), Options);

    public static GeneratorDriver CreateDriver(LanguageVersion language) => CSharpGeneratorDriver.Create(
        [new MqttServiceGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions(language),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator at every language version, and fails unless the project then compiles without a warning.</summary>
    public static ImmutableArray<GeneratedSourceResult> Generate([StringSyntax("c#-test")] string source)
    {
        var results = Languages.Select(language => Generate(Compile(source, language), language, out _)).ToList();
        Assert.All(results, result => Assert.Equal(results[0].Select(Text), result.Select(Text)));
        return results[0];

        static string Text(GeneratedSourceResult generated) => generated.SourceText.ToString();
    }

    public static ImmutableArray<GeneratedSourceResult> Generate(CSharpCompilation compilation, LanguageVersion language, out Compilation complete)
    {
        GeneratorDriver driver = CreateDriver(language).RunGeneratorsAndUpdateCompilation(
            compilation, out complete, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        ImmutableArray<GeneratedSourceResult> sources = driver.GetRunResult().Results.Single().GeneratedSources;
        Assert.Empty(diagnostics);
        Diagnostic[] warnings = [.. complete.GetDiagnostics(TestContext.Current.CancellationToken).Where(IsWarning)];
        Assert.True(warnings.Length == 0, $"At C# {language.ToDisplayString()}:\n{string.Join("\n", warnings.AsEnumerable())}\n{string.Join("\n", sources.Select(source => source.SourceText))}");
        return sources;
    }

    /// <summary>The contracts of the tests need no documentation; generated code does.</summary>
    private static bool IsWarning(Diagnostic found) =>
        found is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false }
        && !(found.Id == "CS1591" && found.Location.SourceTree?.FilePath == "Contract.cs");

    private static bool IsForConsumers(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("MessagePack", StringComparison.Ordinal)
        || name is "netstandard.dll" or "mscorlib.dll" or "TypedMqttRpc.dll";
}
