namespace TypedMqttRpc.Topics;

internal sealed partial class TopicTemplate
{
    /// <summary>Parses a template or fails with an <see cref="ArgumentException"/> that says what to change.</summary>
    public static TopicTemplate Parse(string text, string parameterName, bool allowWildcards = false) =>
        TryParse(text, allowWildcards, out string? problem)
            ?? throw new ArgumentException($"The topic '{text}' {problem}.", parameterName);

    /// <summary>The concrete topic.</summary>
    /// <exception cref="ArgumentException">A token has no value.</exception>
    public string ToTopic(TopicTokens values)
    {
        if (Tokens.Count == 0)
        {
            return Text;
        }

        return string.Join('/', Fill(values, static (template, name) => throw new ArgumentException(
            $"The token '{{{name}}}' of the topic '{template}' has no value; bind it, for example with tokens[\"{name}\"] = \"…\".")));
    }

    /// <summary>The filter a server subscribes to: a hole without a value is one level of anything.</summary>
    public string ToFilter(TopicTokens values) =>
        Tokens.Count == 0 ? Text : string.Join('/', Fill(values, static (_, _) => "+"));

    /// <summary>Reads the values of the holes out of a topic that matches <see cref="ToFilter"/>, whatever follows behind it.</summary>
    public TopicTokens Read(string topic)
    {
        if (Tokens.Count == 0)
        {
            return TopicTokens.Empty;
        }

        var names = (string[])Tokens;
        var values = new string[names.Length];
        int found = 0;
        int start = 0;
        for (int i = 0; i < _levels.Length && found < values.Length && start <= topic.Length; i++)
        {
            int slash = topic.IndexOf('/', start);
            int end = slash < 0 || _levels[i] == "#" ? topic.Length : slash;
            if (IsHole(_levels[i]))
            {
                values[found++] = topic[start..end];
            }

            start = end + 1;
        }

        // "a/#" matches "a" as well: what the wildcard stands for is then nothing.
        values.AsSpan(found).Fill(string.Empty);
        return TopicTokens.FromTopic(names, values);
    }

    private IEnumerable<string> Fill(TopicTokens values, Func<string, string, string> missing)
    {
        int hole = 0;
        foreach (string level in _levels)
        {
            if (level == "#")
            {
                yield return level;
            }
            else if (IsHole(level))
            {
                string name = NameOf(level, hole++);
                yield return values.TryGetValue(name, out string? value) ? value : missing(Text, name);
            }
            else
            {
                yield return level;
            }
        }
    }

}
