using System.Runtime.InteropServices;

namespace TypedMqttRpc.Topics;

/// <summary>
/// What was found out about topics that came lately. The same few come again and again, as the same string where the network can tell, so that
/// most questions end with one comparison. Of two topics that share a place the later stays: it never grows, whoever sends what.
/// </summary>
internal sealed class TopicCache<T>
    where T : class
{
    private const int Places = 256;

    /// <summary>Longer topics belong to no caller of this library, and would be much to keep.</summary>
    private const int MaxLength = TopicName.MaxBytes;

    private readonly Entry?[] _entries = new Entry?[Places];

    public T? Find(string topic) =>
        Volatile.Read(ref _entries[PlaceOf(topic)]) is { } entry && entry.Topic == topic ? entry.Value : null;

    /// <returns>The value.</returns>
    public T Keep(string topic, T value)
    {
        if (topic.Length <= MaxLength)
        {
            Volatile.Write(ref _entries[PlaceOf(topic)], new Entry(topic, value));
        }

        return value;
    }

    /// <summary>Topics that are made to meet in one place are merely not found, so this need not be more than fast.</summary>
    private static int PlaceOf(string topic)
    {
        ReadOnlySpan<char> rest = topic;
        ulong hash = (ulong)rest.Length;
        foreach (ulong four in MemoryMarshal.Cast<char, ulong>(rest))
        {
            hash = (hash ^ four) * 0x9E37_79B9_7F4A_7C15;
            hash ^= hash >> 29;
        }

        foreach (char c in rest[(rest.Length & ~3)..])
        {
            hash = (hash ^ c) * 0x9E37_79B9_7F4A_7C15;
        }

        return (int)(hash >> 56);
    }

    private sealed record Entry(string Topic, T Value);
}
