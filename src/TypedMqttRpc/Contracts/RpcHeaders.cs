using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>
/// The headers of a request or a response: its MQTT user properties, less those of the protocol. A name may occur more than once.
/// </summary>
/// <remarks>Reading is thread-safe; adding is not.</remarks>
public sealed class RpcHeaders : IReadOnlyCollection<KeyValuePair<string, string>>
{
    /// <summary>The most headers one message may carry; small clients count no further.</summary>
    public const int MaxCount = 10;

    private readonly List<KeyValuePair<string, string>> _items;

    /// <summary>Makes an empty collection.</summary>
    public RpcHeaders()
        : this([])
    {
    }

    internal RpcHeaders(List<KeyValuePair<string, string>> received) => _items = received;

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <summary>The first value of a name, or <see langword="null"/>. Names are case-sensitive, as in MQTT.</summary>
    public string? this[string name] => TryGetValue(name, out string? value) ? value : null;

    /// <summary>Finds the first value of a name.</summary>
    public bool TryGetValue(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (KeyValuePair<string, string> item in _items)
        {
            if (item.Key == name)
            {
                value = item.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Adds a header.</summary>
    /// <param name="name">Not empty, and not beginning with <c>__</c>, which the protocol reserves.</param>
    /// <param name="value">Any text.</param>
    /// <exception cref="ArgumentException">The name is empty or reserved, or one of them holds a character that brokers refuse or is longer than 65,535 bytes.</exception>
    /// <exception cref="InvalidOperationException">There are <see cref="MaxCount"/> headers already.</exception>
    public void Add(string name, string value)
    {
        CheckName(name);
        MqttText.Check(value, nameof(value));
        if (_items.Count >= MaxCount)
        {
            throw new InvalidOperationException($"A message carries at most {MaxCount} headers; '{name}' would be one more.");
        }

        _items.Add(new(name, value));
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A copy with one more header, so that a client with headers can be shared.</summary>
    internal RpcHeaders With(string name, string value)
    {
        RpcHeaders copy = new([.. _items]);
        copy.Add(name, value);
        return copy;
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        MqttText.Check(name, nameof(name));
        if (name.StartsWith("__", StringComparison.Ordinal) || ReservedNames.Contains(name))
        {
            throw new ArgumentException($"The header name '{name}' is reserved by the protocol; choose another.", nameof(name));
        }
    }

    /// <summary>What the protocol says in user properties without the reserved prefix.</summary>
    internal static readonly string[] ReservedNames = ["timeout-ms", "traceparent", "tracestate", "attempt", "age-ms", "server-life", "retry-after-ms"];
}
