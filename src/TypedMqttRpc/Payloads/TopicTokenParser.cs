using System.Globalization;

namespace TypedMqttRpc.Payloads;

/// <summary>Reads a topic token as the type of its parameter.</summary>
internal static class TopicTokenParser<T>
{
    public static bool Parse(string text, out T value)
    {
        object? parsed = typeof(T).IsEnum ? ParseEnum(text) : default(T) switch
        {
            null when typeof(T) == typeof(string) => text,
            sbyte => sbyte.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out sbyte number) ? number : null,
            byte => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) ? number : null,
            short => short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out short number) ? number : null,
            ushort => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) ? number : null,
            int => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null,
            uint => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null,
            long => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null,
            ulong => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null,
            Guid => Guid.TryParse(text, CultureInfo.InvariantCulture, out Guid id) ? id : null,
            _ => throw new NotSupportedException($"A topic token cannot be a {typeof(T)}; use string, an integer, Guid or an enum."),
        };
        value = parsed is T typed ? typed : default!;
        return parsed is not null;
    }

    private static object? ParseEnum(string text) => Enum.TryParse(typeof(T), text, ignoreCase: false, out object? member) ? member : null;
}
