using System.Numerics;
using System.Runtime.InteropServices;

namespace TypedMqttRpc.Topics;

/// <summary>
/// What was found out about topics that came lately. The same few come again and again, as the same string where the network can tell, so that
/// most questions end with one comparison. Of two topics that share a place the later stays. There are more places where many topics come again,
/// up to a bound, whoever sends what. Thread-safe.
/// </summary>
internal sealed class TopicCache<T>
    where T : class
{
    private const int FirstPlaces = 256;
    private const int MostPlaces = 16 * 1024;

    /// <summary>Longer topics belong to no caller of this library, and would be much to keep.</summary>
    private const int MaxLength = TopicLimits.MaxBytes;

    private Entry?[] _entries = new Entry?[FirstPlaces];

    /// <summary>How often a topic took another one's place since there are so many; about, when several threads count.</summary>
    private int _displaced;

    public T? Find(string topic)
    {
        Entry?[] entries = Volatile.Read(ref _entries);
        return Volatile.Read(ref entries[PlaceOf(topic, entries.Length)]) is { } entry && entry.Topic == topic ? entry.Value : null;
    }

    /// <returns>The value.</returns>
    public T Keep(string topic, T value)
    {
        if (topic.Length <= MaxLength)
        {
            Entry?[] entries = Volatile.Read(ref _entries);
            ref Entry? place = ref entries[PlaceOf(topic, entries.Length)];
            if (Volatile.Read(ref place) is { } other && other.Topic != topic && ++_displaced > entries.Length && entries.Length < MostPlaces)
            {
                place = ref Grow(entries)[PlaceOf(topic, entries.Length * 2)];
            }

            Volatile.Write(ref place, new Entry(topic, value));
        }

        return value;
    }

    /// <summary>What another thread keeps meanwhile may be lost, and is then found out again.</summary>
    private Entry?[] Grow(Entry?[] entries)
    {
        var more = new Entry?[entries.Length * 2];
        foreach (Entry? entry in entries)
        {
            if (entry is not null)
            {
                more[PlaceOf(entry.Topic, more.Length)] = entry;
            }
        }

        _displaced = 0;
        Volatile.Write(ref _entries, more);
        return more;
    }

    /// <summary>Topics that are made to meet in one place are merely not found, so this need not be more than fast.</summary>
    private static int PlaceOf(string topic, int places)
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

        return (int)(hash >> (BitOperations.LeadingZeroCount((ulong)places) + 1));
    }

    private sealed record Entry(string Topic, T Value);
}
