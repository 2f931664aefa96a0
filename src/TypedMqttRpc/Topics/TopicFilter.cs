namespace TypedMqttRpc.Topics;

/// <summary>Matching of topics against subscription filters: MQTT 5.0 section 4.7.1.</summary>
internal static class TopicFilter
{
    private const string SharePrefix = "$share/";

    /// <summary>The filter for the members of a group: MQTT 5.0 section 4.8.2.</summary>
    public static string Share(string group, string filter) => $"{SharePrefix}{group}/{filter}";

    public static bool IsShared(string filter) => filter.StartsWith(SharePrefix, StringComparison.Ordinal);

    /// <summary>Whether a topic matches a filter that carries no <c>$share/…</c> prefix.</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        // Wildcards in the first level do not match the broker's own topics (section 4.7.2).
        if (topic.Length > 0 && topic[0] == '$' && filter.Length > 0 && filter[0] is '+' or '#')
        {
            return false;
        }

        while (true)
        {
            ReadOnlySpan<char> level = TakeLevel(ref filter, out bool filterEnds);
            if (level is "#")
            {
                return true;
            }

            ReadOnlySpan<char> name = TakeLevel(ref topic, out bool topicEnds);
            if (level is not "+" && !level.SequenceEqual(name))
            {
                return false;
            }

            if (topicEnds)
            {
                return filterEnds || filter is "#";
            }

            if (filterEnds)
            {
                return false;
            }
        }
    }

    private static ReadOnlySpan<char> TakeLevel(ref ReadOnlySpan<char> rest, out bool ends)
    {
        int slash = rest.IndexOf('/');
        ends = slash < 0;
        ReadOnlySpan<char> level = ends ? rest : rest[..slash];
        rest = ends ? [] : rest[(slash + 1)..];
        return level;
    }
}
