using System.Runtime.InteropServices;

namespace TypedMqttRpc.Benchmarks.Brokers.Batching;

/// <summary>poll(2): waits for sockets without allocating, which .NET's own ways do not.</summary>
internal static class Poll
{
    public const short Readable = 0x1;
    public const short Writable = 0x4;

    /// <summary>Waits until one of the first <paramref name="count"/> entries has something to say.</summary>
    public static void Wait(Entry[] entries, int count) => _ = WaitForAny(entries, (nuint)count, -1);

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int WaitForAny([In, Out] Entry[] entries, nuint count, int timeout);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Entry
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
