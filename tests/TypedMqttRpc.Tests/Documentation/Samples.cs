namespace TypedMqttRpc.Tests.Documentation;

/// <summary>
/// The code that pages show: a whole file (<c>file:path</c>), or what stands in any sample between <c>// &lt;snippet:name&gt;</c> and
/// <c>// &lt;/snippet:name&gt;</c> (<c>snippet:name</c>).
/// </summary>
internal static class Samples
{
    private static readonly Dictionary<string, string> Snippets = Repository.Files("*.cs", "samples").SelectMany(ReadSnippets).ToDictionary();

    /// <summary>Every snippet and every whole file.</summary>
    public static IEnumerable<string> All => Snippets.Values.Concat(Repository.Files("*.cs", "samples").Select(Repository.Read));

    public static string Find(string source) =>
        source.StartsWith("file:", StringComparison.Ordinal) ? Repository.Read(source["file:".Length..])
        : Snippets.TryGetValue(source["snippet:".Length..], out string? text) ? text
        : $"There is no {source} in the samples.";

    private static IEnumerable<KeyValuePair<string, string>> ReadSnippets(string path)
    {
        string[] lines = Repository.Read(path).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart() is ['/', '/', ' ', '<', 's', 'n', .., '>'] opening)
            {
                string name = opening["// <snippet:".Length..^1];
                int end = Array.FindIndex(lines, i, line => line.Trim() == $"// </snippet:{name}>");
                Assert.True(end > i, $"The snippet '{name}' in {path} has no end.");
                yield return new(name, Unindent(lines[(i + 1)..end]));
            }
        }
    }

    private static string Unindent(string[] lines)
    {
        int indent = lines.Where(static line => line.Length > 0).Min(static line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => (line.Length == 0 ? line : line[indent..]) + "\n"));
    }
}
