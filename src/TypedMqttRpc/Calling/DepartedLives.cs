namespace TypedMqttRpc.Calling;

/// <summary>
/// The clients of which the broker keeps the message that they are gone: what they announced is still kept as well, and a caller that begins
/// to watch gets both, in any order.
/// </summary>
internal sealed class DepartedLives
{
    /// <summary>Beyond this many, the announcements of further ones are believed until they expire.</summary>
    private const int MaxClients = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, uint> _lives = new(StringComparer.Ordinal);

    public void Add(string client, uint life)
    {
        lock (_lock)
        {
            if (_lives.Count < MaxClients || _lives.ContainsKey(client))
            {
                _lives[client] = life;
            }
        }
    }

    /// <summary>The client is back.</summary>
    public void Remove(string client)
    {
        lock (_lock)
        {
            _lives.Remove(client);
        }
    }

    /// <summary>The connection is lost: what the broker keeps is heard again over the next one, and what it has dropped meanwhile is not.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _lives.Clear();
        }
    }

    public bool Contains(uint life)
    {
        lock (_lock)
        {
            return _lives.ContainsValue(life);
        }
    }
}
