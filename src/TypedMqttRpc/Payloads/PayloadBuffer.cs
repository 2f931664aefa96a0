using System.Buffers;

namespace TypedMqttRpc.Payloads;

/// <summary>Pooled memory that a payload is written into.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    private const int FirstSize = 256;

    /// <summary>What is not given back, since the next payload is most likely as small.</summary>
    private const int SizeToKeep = 1024;

    private byte[] _bytes = [];
    private int _written;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _written);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            Reserve(bytes.Length);
            bytes.CopyTo(_bytes.AsSpan(_written));
            _written += bytes.Length;
        }
    }

    /// <summary>What was written is gone, and the memory given back if it is large.</summary>
    public void Clear()
    {
        if (_bytes.Length > SizeToKeep)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }

        _written = 0;
    }

    private void Reserve(int sizeHint)
    {
        int needed = _written + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, _bytes.Length * 2), FirstSize));
        _bytes.AsSpan(0, _written).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
