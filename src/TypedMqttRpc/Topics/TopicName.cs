using System.Text;

namespace TypedMqttRpc.Topics;

/// <summary>What a concrete topic may look like: MQTT 5.0 section 4.7, and the tighter limits of the large cloud brokers.</summary>
internal static class TopicName
{
    /// <summary>What is wrong with a topic to publish to, as the end of a sentence; <see langword="null"/> when nothing is.</summary>
    public static string? FindProblem(string? topic) =>
        string.IsNullOrEmpty(topic) ? "is empty"
        : topic[0] == '$' ? "begins with '$', which brokers reserve for themselves"
        : topic.AsSpan().ContainsAny('+', '#') ? "contains a wildcard"
        : MqttText.FindBadCharacter(topic) is { } character ? $"contains the character U+{character:X4}"
        : topic.AsSpan().Count('/') >= TopicLimits.MaxLevels ? $"has {topic.AsSpan().Count('/') + 1} levels; brokers allow {TopicLimits.MaxLevels}"
        : Encoding.UTF8.GetByteCount(topic) is > TopicLimits.MaxBytes and var bytes ? $"is {bytes} bytes long; brokers allow {TopicLimits.MaxBytes}"
        : null;

    /// <exception cref="ArgumentException">The topic cannot be published to.</exception>
    public static string Check(string topic, string parameterName) => FindProblem(topic) is { } problem
        ? throw new ArgumentException($"The topic '{topic}' {problem}.", parameterName)
        : topic;

    /// <exception cref="ArgumentException">The value is not one level of a topic; it is never escaped, since the other side could not tell.</exception>
    public static void CheckToken(string name, string? value)
    {
        string? problem = string.IsNullOrEmpty(value) ? "is empty"
            : value.AsSpan().IndexOfAny('/', '+', '#') is >= 0 and var at ? $"contains '{value[at]}'"
            : MqttText.FindBadCharacter(value) is { } character ? $"contains the character U+{character:X4}"
            : Encoding.UTF8.GetByteCount(value) > TopicLimits.MaxBytes ? $"is longer than {TopicLimits.MaxBytes} bytes"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException(
                $"The value of the topic token '{name}' {problem}; a token is exactly one topic level of plain text.", name);
        }
    }
}
