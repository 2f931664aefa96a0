using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>
/// Compares generated files with the ones under <c>Snapshots/TestClass.TestMethod/</c>, in the manner of Verify: <c>*.verified.cs</c> is what
/// a person has approved, <c>*.received.cs</c> beside it is what came instead. <c>UPDATE_SNAPSHOTS=1</c> rewrites them; then review the diff.
/// </summary>
internal static partial class Snapshot
{
    private static readonly string Root = typeof(Snapshot).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "SnapshotsDirectory").Value!;

    /// <summary>The tests that have a snapshot.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(Root).Select(directory => Path.GetFileName(directory));

    public static void Match(ImmutableArray<GeneratedSourceResult> sources, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        string directory = Path.Combine(Root, $"{Path.GetFileNameWithoutExtension(file)}.{test}");
        var actual = sources.ToDictionary(source => Path.GetFileNameWithoutExtension(source.HintName), source => Scrub(source.SourceText.ToString()));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1" or "true")
        {
            Rewrite(directory, actual);
        }

        foreach ((string name, string text) in actual)
        {
            string path = Path.Combine(directory, name);
            string verified = File.Exists(path + ".verified.cs") ? File.ReadAllText(path + ".verified.cs").ReplaceLineEndings("\n") : string.Empty;
            if (verified != text)
            {
                Directory.CreateDirectory(directory);
                File.WriteAllText(path + ".received.cs", text);
            }

            Assert.Equal(verified, text);
        }

        string[] approved = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.verified.cs") : [];
        Assert.Equal(actual.Keys.Order(StringComparer.Ordinal), approved.Select(path => Path.GetFileName(path)[..^".verified.cs".Length]).Order(StringComparer.Ordinal));
    }

    private static void Rewrite(string directory, Dictionary<string, string> files)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(directory);
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(directory, name + ".verified.cs"), text);
        }
    }

    /// <summary>Hides what changes with every release: the version in <c>[GeneratedCode]</c>.</summary>
    private static string Scrub(string text) => GeneratedCode().Replace(text, "$1\"VERSION\")");

    [GeneratedRegex("""(GeneratedCode\("[^"]*", )"[^"]*"\)""")]
    private static partial Regex GeneratedCode();
}
