namespace TypedMqttRpc.Topics;

/// <summary>
/// A topic with named holes, <c>home/{deviceId}/thermostat</c>. The generator compiles this same file,
/// so that the compiler and the running program agree on what a template is.
/// </summary>
internal sealed partial class TopicTemplate
{
    private readonly string[] _levels;

    private TopicTemplate(string text, string[] levels, string[] tokens)
    {
        Text = text;
        _levels = levels;
        Tokens = tokens;
    }

    public string Text { get; }

    /// <summary>The names of the holes, in order; a wildcard's name is its position among them.</summary>
    public IReadOnlyList<string> Tokens { get; }

    public int LevelCount => _levels.Length;

    /// <summary>
    /// Parses <paramref name="text"/>; on failure <paramref name="problem"/> is a sentence that says what to change.
    /// Wildcards stand for unnamed holes and are allowed in routes only.
    /// </summary>
    public static TopicTemplate? TryParse(string? text, bool allowWildcards, out string? problem)
    {
        if (string.IsNullOrEmpty(text))
        {
            problem = "is empty; write at least one level, such as 'home/thermostat'";
            return null;
        }

        string[] levels = text!.Split('/');
        var tokens = new List<string>();
        for (int i = 0; i < levels.Length; i++)
        {
            problem = CheckLevel(levels[i], i, isLast: i == levels.Length - 1, allowWildcards);
            if (problem is not null)
            {
                return null;
            }

            if (IsHole(levels[i]))
            {
                string name = NameOf(levels[i], tokens.Count);
                if (tokens.Contains(name))
                {
                    problem = $"has the token '{{{name}}}' twice; give each token a name of its own";
                    return null;
                }

                tokens.Add(name);
            }
        }

        problem = null;
        return new TopicTemplate(text, levels, [.. tokens]);
    }

    private static string? CheckLevel(string level, int index, bool isLast, bool allowWildcards)
    {
        if (level.Length == 0)
        {
            return "has an empty level; remove the leading, trailing or double '/'";
        }

        if (index == 0 && level[0] == '$')
        {
            return "begins with '$', which brokers reserve for themselves";
        }

        if (level is "+" or "#")
        {
            return !allowWildcards ? $"contains the wildcard '{level}'; write a named token such as '{{id}}'"
                : level == "#" && !isLast ? "has '#' before the last level; MQTT allows it as the last level only"
                : null;
        }

        if (level[0] == '{' && level[level.Length - 1] == '}')
        {
            return IsIdentifier(level, 1, level.Length - 1)
                ? null
                : $"has the token '{level}', whose name is not letters, digits and '_' (beginning with a letter or '_')";
        }

        foreach (char c in level)
        {
            switch (c)
            {
                case '+' or '#':
                    return $"contains the wildcard '{c}' inside the level '{level}'";
                case '{' or '}':
                    return $"has an unbalanced brace, or a token that is not a whole level, in '{level}'; write '{{name}}' between two '/'";
                case var _ when char.IsControl(c) || char.IsSurrogate(c) || IsNoncharacter(c):
                    return $"contains the character U+{(int)c:X4}, which does not belong in a topic";
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>Brokers end the connection over these as over control characters: MQTT 5.0 section 1.5.4.</summary>
    private static bool IsNoncharacter(char c) => c is (>= '\uFDD0' and <= '\uFDEF') or '\uFFFE' or '\uFFFF';

    private static bool IsIdentifier(string text, int start, int end)
    {
        if (end <= start || !(char.IsLetter(text[start]) || text[start] == '_'))
        {
            return false;
        }

        for (int i = start; i < end; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] != '_')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHole(string level) => level is "+" or "#" || level[0] == '{';

    private static string NameOf(string hole, int position) => hole[0] == '{'
        ? hole.Substring(1, hole.Length - 2)
        : position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
