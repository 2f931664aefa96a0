using System.Buffers;

namespace TypedMqttRpc.Payloads;

/// <summary>
/// Bytes in memory that grows with them. A few are kept in an array of their own size, since every waiting call has such memory and its arguments
/// are mostly few and small; more are in pooled memory. Not thread-safe, and not to be copied.
/// </summary>
internal struct PooledBytes
{
    private const int FirstSize = 32;
    private const int Step = 16;

    /// <summary>Up to this size memory is made to measure.</summary>
    private const int Few = 64;

    private const int FirstPooledSize = 256;

    /// <summary>What is not given back, since the next payload is most likely as small.</summary>
    private const int SizeToKeep = 1024;

    private byte[]? _bytes;

    public readonly ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public int Length { get; private set; }

    public void Advance(int count) => Length += count;

    /// <summary>Room for at least so many bytes, and for one in any case.</summary>
    public Memory<byte> Reserve(int count)
    {
        int needed = Length + Math.Max(count, 1);
        if (_bytes is null || needed > _bytes.Length)
        {
            Grow(needed);
        }

        return _bytes.AsMemory(Length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            bytes.CopyTo(Reserve(bytes.Length).Span);
            Length += bytes.Length;
        }
    }

    /// <summary>What was written is gone, and the memory given back if it is large.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes is { Length: > SizeToKeep })
        {
            GiveBack();
        }
    }

    private void Grow(int needed)
    {
        byte[] larger = needed <= Few
            ? GC.AllocateUninitializedArray<byte>((Math.Max(needed, FirstSize) + Step - 1) & -Step)
            : ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, (_bytes?.Length ?? 0) * 2), FirstPooledSize));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        GiveBack();
        _bytes = larger;
    }

    private void GiveBack()
    {
        if (_bytes is { Length: > Few })
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = null;
    }
}
