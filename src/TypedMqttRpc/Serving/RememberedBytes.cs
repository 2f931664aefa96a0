namespace TypedMqttRpc.Serving;

/// <summary>How many bytes of outcomes are kept. An entry is changed under its own lock.</summary>
/// <param name="most">The most of them.</param>
internal sealed class RememberedBytes(long most)
{
    /// <summary>A larger response is not kept: its repetition is answered with the fact that it ran.</summary>
    private const int MostOfOne = 64 * 1024;

    private long _all;

    /// <summary>So many that what is not needed any more should go at once.</summary>
    public bool AreMany => Volatile.Read(ref _all) > most / 2;

    /// <summary>Makes sure that an entry may keep so many bytes.</summary>
    public bool TryReserve(RememberedCall entry, int bytes)
    {
        int more = bytes - entry.StoredBytes;
        if (more == 0)
        {
            return true;
        }

        if (bytes > MostOfOne)
        {
            return false;
        }

        if (Interlocked.Add(ref _all, more) <= most || more < 0)
        {
            return true;
        }

        Interlocked.Add(ref _all, -more);
        return false;
    }

    /// <summary>An entry keeps none any more.</summary>
    public void Free(RememberedCall entry)
    {
        if (entry.StoredBytes > 0)
        {
            Interlocked.Add(ref _all, -entry.StoredBytes);
            entry.FreeBytes();
        }
    }
}
