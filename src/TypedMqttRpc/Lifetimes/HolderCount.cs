namespace TypedMqttRpc.Lifetimes;

/// <summary>Counts who still needs a pooled object; it goes back when the last has let go.</summary>
internal struct HolderCount
{
    private int _count;

    /// <summary>Begins anew, when nobody holds the object.</summary>
    public void Begin(int holders) => Volatile.Write(ref _count, holders);

    /// <summary>One more, by somebody who holds it already.</summary>
    public void Add() => Interlocked.Increment(ref _count);

    /// <summary>One more, unless there is none any more.</summary>
    public bool TryAdd()
    {
        int count;
        do
        {
            count = Volatile.Read(ref _count);
            if (count == 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _count, count + 1, count) != count);

        return true;
    }

    /// <returns>Whether this was the last.</returns>
    public bool Release() => Interlocked.Decrement(ref _count) == 0;
}
