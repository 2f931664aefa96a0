using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>The files of <c>samples/Diagnostics</c>, one a rule.</summary>
internal static class SampleProject
{
    /// <summary>Rules that samples of other rules break as well; <c>.editorconfig</c> switches them off there.</summary>
    private static readonly string[] ToldInTheirOwnSamples = ["TMR0409", "TMR0607"];

    public static string Directory { get; } = Path.Combine(RepositoryDirectory, "samples", "Diagnostics");

    public static string RepositoryDirectory => Path.GetFullPath(Path.Combine(
        typeof(SampleProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "SnapshotsDirectory").Value!, "..", "..", ".."));

    /// <summary>The symbol with which the samples that do not compile are read.</summary>
    public const string WithErrors = "CS0311";

    public static CSharpCompilation Compile(params string[] symbols) => Compile(System.IO.Directory.GetFiles(Directory, "*.cs"), Consumer.Newest, symbols);

    public static CSharpCompilation CompileOldLanguage(LanguageVersion language) =>
        Compile(System.IO.Directory.GetFiles(Path.Combine(Directory, "OldLanguage"), "*.cs"), language);

    public static IEnumerable<Finding> Marked(Compilation compilation) => compilation.SyntaxTrees.SelectMany(Finding.MarkedIn).Order();

    public static IEnumerable<Finding> Counted(IEnumerable<Finding> findings) => findings
        .Where(static finding => !ToldInTheirOwnSamples.Contains(finding.Rule) || finding.File.StartsWith(finding.Rule, StringComparison.Ordinal))
        .Order();

    private static CSharpCompilation Compile(IEnumerable<string> paths, LanguageVersion language, params string[] symbols)
    {
        CSharpParseOptions options = Consumer.ParseOptions(language).WithPreprocessorSymbols(symbols);
        const string Implicit = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Threading; global using System.Threading.Tasks;";
        return Consumer.Compile(paths.Select(path => Parse(File.ReadAllText(path), path)).Append(Parse(Implicit, "Usings.g.cs")));

        SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, options, path, cancellationToken: TestContext.Current.CancellationToken);
    }
}
