using System.Diagnostics.CodeAnalysis;

namespace TypedMqttRpc.Topics;

/// <summary>
/// Finds the filter that fits a topic best: a literal level beats <c>+</c>, and <c>+</c> beats <c>#</c>, as in a web framework.
/// </summary>
/// <remarks>Immutable, so that the receive path reads it without a lock; a change makes a new one.</remarks>
internal sealed class TopicTrie<T>
    where T : class
{
    public static readonly TopicTrie<T> Empty = new([]);

    private readonly KeyValuePair<string, T>[] _entries;
    private readonly Node _root = new();

    private TopicTrie(KeyValuePair<string, T>[] entries)
    {
        _entries = entries;
        foreach ((string filter, T value) in entries)
        {
            Node node = _root;
            foreach (Range level in filter.AsSpan().Split('/'))
            {
                node = node.Child(filter.AsSpan()[level].ToString());
            }

            node.Value = value;
        }
    }

    public IEnumerable<KeyValuePair<string, T>> Entries => _entries;

    /// <summary>Adds entries; their filters must not be there yet.</summary>
    public TopicTrie<T> Add(params IEnumerable<KeyValuePair<string, T>> entries) => new([.. _entries, .. entries]);

    public TopicTrie<T> Remove(string filter) => new([.. _entries.Where(entry => entry.Key != filter)]);

    public bool Contains(string filter) => _entries.Any(entry => entry.Key == filter);

    public bool TryMatch(ReadOnlySpan<char> topic, [NotNullWhen(true)] out T? value)
    {
        value = topic.StartsWith('$') ? null : Match(_root, topic, ends: false);
        return value is not null;
    }

    private static T? Match(Node node, ReadOnlySpan<char> rest, bool ends)
    {
        if (ends)
        {
            // "a/#" also matches "a" (section 4.7.1.2).
            return node.Value ?? node.Remainder?.Value;
        }

        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> level = slash < 0 ? rest : rest[..slash];
        ReadOnlySpan<char> next = slash < 0 ? [] : rest[(slash + 1)..];
        if (node.TryGetLiteral(level, out Node? literal) && Match(literal, next, slash < 0) is { } exact)
        {
            return exact;
        }

        return (node.Any is { } any ? Match(any, next, slash < 0) : null) ?? node.Remainder?.Value;
    }

    private sealed class Node
    {
        private Dictionary<string, Node>? _literals;

        public Node? Any { get; private set; }

        public Node? Remainder { get; private set; }

        public T? Value { get; set; }

        public Node Child(string level) => level switch
        {
            "+" => Any ??= new(),
            "#" => Remainder ??= new(),
            _ => (_literals ??= []).TryGetValue(level, out Node? child) ? child : _literals[level] = new(),
        };

        public bool TryGetLiteral(ReadOnlySpan<char> level, [NotNullWhen(true)] out Node? child)
        {
            child = null;
            return _literals is not null && _literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out child);
        }
    }
}
