using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TypedMqttRpc.Calling;

/// <summary>
/// The 16 bytes that tie a response to its call: the slot where the call waits, the slot's generation, and 8 bytes that nobody can
/// guess. A response finds its call without hashing, and a late one meets another generation.
/// </summary>
internal readonly record struct CorrelationData(int Slot, uint Generation, ulong Secret)
{
    public const int Length = 16;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CorrelationData correlation)
    {
        bool fits = bytes.Length == Length;
        correlation = fits
            ? new(BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]))
            : default;
        return fits;
    }

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Slot);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Generation);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Secret);
    }

    public static ulong NewSecret() => SecretSource.Next();

    /// <summary>Asking the system's generator for 8 bytes costs as much as for 1,024, so each thread keeps some in stock.</summary>
    private static class SecretSource
    {
        private const int Stock = 128;

        [ThreadStatic]
        private static ulong[]? _stock;

        [ThreadStatic]
        private static int _left;

        public static ulong Next()
        {
            ulong[] stock = _stock ??= new ulong[Stock];
            if (_left == 0)
            {
                RandomNumberGenerator.Fill(System.Runtime.InteropServices.MemoryMarshal.AsBytes(stock.AsSpan()));
                _left = Stock;
            }

            int index = --_left;
            ulong secret = stock[index];
            stock[index] = 0;
            return secret;
        }
    }
}
