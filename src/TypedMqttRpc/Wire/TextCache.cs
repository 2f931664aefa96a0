using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace TypedMqttRpc.Wire;

/// <summary>
/// The strings of topics that one connection has received lately: most arrive over and over, and each would be a new string otherwise. Not thread-safe.
/// </summary>
/// <remarks>
/// A text has one place, from which the next that belongs there drives it out. There are more places where many come over and over, up to a bound: it takes
/// no more memory, and no more time, whatever a peer sends.
/// </remarks>
internal sealed class TextCache
{
    private const int FirstPlaces = 256;
    private const int MostPlaces = 8 * 1024;
    private const int MaxLength = 256;

    private Entry[] _entries = new Entry[FirstPlaces];

    /// <summary>How often a text found another one in its place since there are so many.</summary>
    private int _missed;

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        uint seen = Hash(utf8);
        ref Entry entry = ref _entries[seen % (uint)_entries.Length];
        if (entry.Utf8 is { } known)
        {
            if (utf8.SequenceEqual(known))
            {
                return entry.Text;
            }

            if (++_missed > _entries.Length && _entries.Length < MostPlaces)
            {
                Grow();
                entry = ref _entries[seen % (uint)_entries.Length];
            }
        }

        // The second time is when it is worth remembering; what never comes again drives out nothing.
        string text = Encoding.UTF8.GetString(utf8);
        if (entry.Utf8 is null || entry.SeenLast == seen)
        {
            entry.Utf8 = utf8.ToArray();
            entry.Text = text;
        }

        entry.SeenLast = seen;
        return text;
    }

    private void Grow()
    {
        var more = new Entry[_entries.Length * 2];
        foreach (Entry entry in _entries)
        {
            if (entry.Utf8 is { } utf8)
            {
                more[Hash(utf8) % (uint)more.Length] = entry;
            }
        }

        (_entries, _missed) = (more, 0);
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        uint hash = (uint)utf8.Length;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(utf8);
        foreach (uint word in words)
        {
            hash = BitOperations.RotateLeft((hash ^ word) * 0x9E3779B1, 13);
        }

        foreach (byte rest in utf8[(words.Length * sizeof(uint))..])
        {
            hash = (hash ^ rest) * 0x01000193;
        }

        return hash ^ (hash >> 15);
    }

    private struct Entry
    {
        public byte[]? Utf8;
        public string Text;
        public uint SeenLast;
    }
}
