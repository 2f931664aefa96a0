using System.Buffers;
using System.Security.Cryptography;

namespace TypedMqttRpc.Calling;

/// <summary>
/// The 16 bytes that tie a response to its call: the slot where the call waits, the slot's generation, and a part that nobody can
/// guess. A response finds its call without hashing, and a late one meets another generation.
/// </summary>
/// <remarks>
/// They are 16 letters, digits, <c>-</c> and <c>_</c>, six bits each, because a responder may be a shell script: no variable, argument or line
/// of text could carry zeros and line ends.
/// </remarks>
/// <param name="Slot">The slot, of 20 bits.</param>
/// <param name="Generation">The slot's generation, of 28 bits.</param>
/// <param name="Secret">48 random bits. A forger has as long as the call takes to find them, and must reach the response topic.</param>
internal readonly record struct CorrelationData(int Slot, uint Generation, ulong Secret)
{
    public const int Length = 16;
    public const uint MaxGeneration = (1u << GenerationBits) - 1;

    private const int GenerationBits = 28;
    private const int SecretBits = 48;
    private const int DigitBits = 6;
    private const int HalfLength = Length / 2;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    private static ReadOnlySpan<byte> DigitOf => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CorrelationData correlation)
    {
        if (bytes.Length != Length || bytes.ContainsAnyExcept(Digits))
        {
            correlation = default;
            return false;
        }

        ulong place = ReadHalf(bytes);
        correlation = new((int)(place >> GenerationBits), (uint)place & MaxGeneration, ReadHalf(bytes[HalfLength..]));
        return true;
    }

    public void Write(Span<byte> bytes)
    {
        WriteHalf(bytes, ((ulong)(uint)Slot << GenerationBits) | Generation);
        WriteHalf(bytes[HalfLength..], Secret);
    }

    public static ulong NewSecret() => SecretSource.Next() >> (64 - SecretBits);

    private static ulong ReadHalf(ReadOnlySpan<byte> digits)
    {
        ulong value = 0;
        for (int i = 0; i < HalfLength; i++)
        {
            value = (value << DigitBits) | ValueOf(digits[i]);
        }

        return value;
    }

    private static void WriteHalf(Span<byte> digits, ulong value)
    {
        for (int i = HalfLength - 1; i >= 0; i--)
        {
            digits[i] = DigitOf[(int)(value & 63)];
            value >>= DigitBits;
        }
    }

    private static uint ValueOf(byte digit) => digit switch
    {
        >= (byte)'a' => digit - (uint)'a' + 26,
        (byte)'_' => 63,
        >= (byte)'A' => digit - (uint)'A',
        >= (byte)'0' => digit - (uint)'0' + 52,
        _ => 62,
    };

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
