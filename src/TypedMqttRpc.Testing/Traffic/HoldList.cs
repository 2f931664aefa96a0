namespace TypedMqttRpc.Testing;

/// <summary>The holds on one kind of packet. Guarded by the broker's lock.</summary>
internal sealed class HoldList<T>(Lock gate)
{
    private readonly List<Hold<T>> _holds = [];

    public Hold<T> Add(string filter)
    {
        ArgumentException.ThrowIfNullOrEmpty(filter);
        lock (gate)
        {
            Hold<T> hold = new(gate, filter, this);
            _holds.Add(hold);
            return hold;
        }
    }

    public void Remove(Hold<T> hold) => _holds.Remove(hold);

    /// <summary>Keeps the packet back if a hold asks for it.</summary>
    /// <param name="matches">Whether a hold's filter applies to the packet.</param>
    /// <param name="item">What the test sees of the packet.</param>
    /// <param name="release">Goes on with the packet; runs once, under the lock.</param>
    public bool TryKeep(Func<string, bool> matches, T item, Action release)
    {
        Hold<T>? hold = _holds.Find(hold => matches(hold.Filter));
        hold?.Keep(item, release);
        return hold is not null;
    }
}
