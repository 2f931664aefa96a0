using System.Buffers;

namespace TypedMqttRpc.Payloads;

/// <summary>Pooled memory that a payload is written into.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    private PooledBytes _bytes;

    public ReadOnlyMemory<byte> Written => _bytes.Written;

    public void Advance(int count) => _bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.Reserve(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.Reserve(sizeHint).Span;

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <inheritdoc cref="PooledBytes.Clear"/>
    public void Clear() => _bytes.Clear();
}
