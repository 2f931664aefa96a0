using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>
/// The values of the tokens of a topic: <c>home/{deviceId}/thermostat</c> has one, <c>deviceId</c>.
/// </summary>
/// <remarks>
/// A value is one topic level: it is refused, never escaped, when it is empty or holds <c>/</c>, <c>+</c>, <c>#</c>
/// or a control character. Reading is thread-safe; writing is not.
/// </remarks>
public sealed class TopicTokens : IReadOnlyDictionary<string, string>
{
    internal static readonly TopicTokens Empty = new() { _frozen = true };

    private string[] _names = [];
    private string[] _values = [];
    private bool _frozen;

    /// <summary>How many tokens have a value.</summary>
    public int Count => _names.Length;

    /// <summary>The names, in the order in which they were set, or stand in the topic.</summary>
    public IEnumerable<string> Keys => _names;

    /// <summary>The values, in the order of <see cref="Keys"/>.</summary>
    public IEnumerable<string> Values => _values;

    /// <summary>The value of a token.</summary>
    /// <param name="name">The token's name without braces; an unnamed wildcard of a route is called by its position, <c>"0"</c>, <c>"1"</c>, …</param>
    /// <exception cref="KeyNotFoundException">There is no such token.</exception>
    /// <exception cref="ArgumentException">The value is not one valid topic level.</exception>
    /// <exception cref="InvalidOperationException">The tokens belong to a received request or a client and cannot be changed.</exception>
    public string this[string name]
    {
        get => TryGetValue(name, out string? value) ? value : throw new KeyNotFoundException(
            $"There is no topic token '{name}'; there is {(Count == 0 ? "none" : string.Join(", ", _names))}.");
        set => Set(name, value);
    }

    /// <summary>The value of the token at a position, counted from 0 in the order of <see cref="Keys"/>.</summary>
    /// <exception cref="IndexOutOfRangeException">There are not so many tokens.</exception>
    public string this[int position] => _values[position];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int index = Array.IndexOf(_names, key);
        value = index < 0 ? null : _values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < _names.Length; i++)
        {
            yield return new(_names[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Wraps values that arrived in a topic, which the broker has already checked.</summary>
    internal static TopicTokens FromTopic(string[] names, string[] values) => new() { _names = names, _values = values, _frozen = true };

    internal TopicTokens Freeze() => _frozen ? this : FromTopic([.. _names], [.. _values]);

    private void Set(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_frozen)
        {
            throw new InvalidOperationException("These topic tokens are read-only; make a new TopicTokens.");
        }

        TopicName.CheckToken(name, value);
        int index = Array.IndexOf(_names, name);
        if (index >= 0)
        {
            _values[index] = value;
            return;
        }

        _names = [.. _names, name];
        _values = [.. _values, value];
    }
}
