using System.Buffers.Binary;
using System.Buffers.Text;

namespace TypedMqttRpc.Wire;

/// <summary>
/// The 16 bytes that tie a response to its call: a UUID of version 8 (RFC 9562 section 5.8) that holds the caller's life, the slot where
/// the call waits there, the slot's generation, and bits that nobody can guess.
/// </summary>
/// <remarks>
/// A response finds its call without hashing, and a late one meets another generation. A server learns from it, too: a request of a newer
/// generation says that the call before it in the slot has ended, so that its outcome can be forgotten.
/// </remarks>
/// <param name="Life">30 random bits, drawn when the caller's connection object is made.</param>
/// <param name="Slot">20 bits.</param>
/// <param name="Generation">28 bits, counting the calls of the slot; they wrap.</param>
/// <param name="Secret">44 random bits, drawn for every call.</param>
internal readonly record struct CorrelationData(uint Life, int Slot, uint Generation, ulong Secret)
{
    public const int Length = 16;

    /// <summary>As base64url text, for peers that are scripts.</summary>
    public const int TextLength = 22;

    public const int MaxSlots = 1 << 20;
    public const uint LifeMask = (1u << 30) - 1;
    public const uint GenerationMask = (1u << 28) - 1;
    public const ulong SecretMask = (1ul << 44) - 1;

    private const ulong Version = 8ul << 12;
    private const ulong VersionMask = 0xFul << 12;
    private const ulong Variant = 2ul << 62;
    private const ulong VariantMask = 3ul << 62;

    /// <returns>Whether the bytes are of this form; a random UUID of another maker is not.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out CorrelationData correlation)
    {
        correlation = default;
        Span<byte> decoded = stackalloc byte[Length];
        if (bytes.Length == TextLength)
        {
            if (!Base64Url.IsValid(bytes) || !Base64Url.TryDecodeFromUtf8(bytes, decoded, out int length) || length != Length)
            {
                return false;
            }
        }
        else if (!(bytes.Length == Length && bytes.TryCopyTo(decoded)))
        {
            return false;
        }

        // High: slot 20, generation 28, version 4, secret 12. Low: variant 2, life 30, secret 32.
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(decoded);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(decoded[8..]);
        correlation = new CorrelationData(
            (uint)(low >> 32) & LifeMask, (int)(high >> 44), (uint)(high >> 16) & GenerationMask, ((high & 0xFFF) << 32) | (uint)low);
        return (high & VersionMask) == Version && (low & VariantMask) == Variant;
    }

    /// <returns>How many bytes were written.</returns>
    public int Write(Span<byte> bytes, bool asText)
    {
        Span<byte> plain = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(
            plain, ((ulong)Slot << 44) | ((ulong)(Generation & GenerationMask) << 16) | Version | ((Secret >> 32) & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(plain[8..], Variant | ((ulong)(Life & LifeMask) << 32) | (uint)Secret);
        if (asText)
        {
            return Base64Url.EncodeToUtf8(plain, bytes);
        }

        plain.CopyTo(bytes);
        return Length;
    }

    /// <summary>Whether this call came after another of the same slot; generations wrap.</summary>
    public bool IsNewerThan(in CorrelationData other) => ((Generation - other.Generation) & GenerationMask) - 1 < GenerationMask >> 1;
}
