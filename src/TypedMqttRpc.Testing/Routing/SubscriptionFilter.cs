namespace TypedMqttRpc.Testing;

/// <summary>A filter as it is subscribed to, taken apart: MQTT 5.0 sections 4.7.1 and 4.8.2.</summary>
/// <param name="Text">The whole.</param>
/// <param name="Group">The share name; <see langword="null"/> when the subscription is not shared.</param>
/// <param name="Filter">What topics are matched against.</param>
internal sealed record SubscriptionFilter(string Text, string? Group, string Filter)
{
    private const string SharePrefix = "$share/";

    /// <returns><see langword="null"/> when the text is no valid filter.</returns>
    public static SubscriptionFilter? TryParse(string text)
    {
        if (!text.StartsWith(SharePrefix, StringComparison.Ordinal))
        {
            return IsFilter(text) ? new(text, null, text) : null;
        }

        string rest = text[SharePrefix.Length..];
        int slash = rest.IndexOf('/');
        return slash > 0 && rest.AsSpan(0, slash).IndexOfAny('+', '#') < 0 && IsFilter(rest[(slash + 1)..])
            ? new(text, rest[..slash], rest[(slash + 1)..])
            : null;
    }

    private static bool IsFilter(string filter)
    {
        if (filter.Length == 0 || filter.Contains('\0'))
        {
            return false;
        }

        string[] levels = filter.Split('/');
        return levels.All(static level => level.Length <= 1 || level.AsSpan().IndexOfAny('+', '#') < 0)
            && !levels.AsSpan(0, levels.Length - 1).Contains("#");
    }
}
