using System.Text.RegularExpressions;

namespace TypedMqttRpc.Tests.Documentation;

/// <summary>What the tests need to know of a page: its fences, with the comment above each, and its links to other files.</summary>
internal sealed partial record MarkdownPage(IReadOnlyList<Fence> Fences, IReadOnlyList<string> Links)
{
    public static MarkdownPage Read(string path)
    {
        string[] lines = Repository.Read(path).Split('\n');
        var fences = new List<Fence>();
        var prose = new List<string>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                prose.Add(lines[i]);
                continue;
            }

            int end = Array.IndexOf(lines, "```", i + 1);
            Assert.True(end > i, $"The fence in line {i + 1} of {path} has no end.");
            Match source = i > 0 ? Source().Match(lines[i - 1]) : Match.Empty;
            fences.Add(new(i + 1, lines[i][3..], source.Success ? source.Groups[1].Value : null, string.Concat(lines[(i + 1)..end].Select(static line => line + "\n"))));
            i = end;
        }

        return new(fences, [.. prose.SelectMany(static line => Link().Matches(line)).Select(static link => link.Groups[1].Value)]);
    }

    [GeneratedRegex(@"^<!-- ((?:snippet|file):\S+) -->$")]
    private static partial Regex Source();

    /// <summary>The target of a link, up to a fragment, where it is not on the web and not on the same page.</summary>
    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]+)")]
    private static partial Regex Link();
}

/// <summary>A block of code in a page.</summary>
internal sealed record Fence(int Line, string Language, string? Source, string Text);
