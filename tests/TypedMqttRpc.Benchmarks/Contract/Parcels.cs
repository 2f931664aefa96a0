namespace TypedMqttRpc.Benchmarks.Contract;

/// <summary>Makes parcels, and says what they cost.</summary>
internal static class Parcels
{
    public const int Small = 16;
    public const int Medium = 1_000;
    public const int Large = 65_500;

    // In MessagePack: an array's head, a number of five bytes, and a head before the body.
    private const int Overhead = 8;
    private const int Sample = 1_000;

    /// <summary>A parcel that takes about so many bytes in MessagePack.</summary>
    public static Parcel Make(int bytes)
    {
        byte[] body = new byte[Math.Max(0, bytes - Overhead)];
        Array.Fill(body, (byte)7);
        return new() { Number = 1_000_000, Body = body };
    }

    /// <summary>The bytes that one parcel of that size takes on the heap: what whoever receives one must allocate, whatever brings it.</summary>
    public static long HeapBytes(int bytes)
    {
        int length = Make(bytes).Body.Length;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Sample; i++)
        {
            GC.KeepAlive(new Parcel { Number = i, Body = new byte[length] });
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Sample;
    }
}
