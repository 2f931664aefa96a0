using System.Buffers;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>Bytes that wait to be written, beside those that are being written. Not thread-safe.</summary>
internal sealed class OutputBuffer
{
    private const int UsualSize = 64 * 1024;

    /// <summary>What is kept while there is nothing to write.</summary>
    private const int MostToKeep = 512 * 1024;

    private byte[] _filling = [];
    private byte[] _writing = [];

    public int Length { get; private set; }

    /// <summary>Makes sure that there is room for so many bytes.</summary>
    public void Reserve(int count)
    {
        int needed = Length + count;
        if (needed > _filling.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, _filling.Length * 2), UsualSize));
            _filling.AsSpan(0, Length).CopyTo(larger);
            GiveBack(_filling);
            _filling = larger;
        }
    }

    /// <summary>Room for so many bytes, which count as written.</summary>
    public Span<byte> Append(int count)
    {
        Reserve(count);
        Span<byte> room = _filling.AsSpan(Length, count);
        Length += count;
        return room;
    }

    /// <summary>Takes everything that waits. It stays valid until the next time.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        if (_writing.Length > MostToKeep)
        {
            GiveBack(_writing);
            _writing = [];
        }

        (_filling, _writing) = (_writing, _filling);
        ReadOnlyMemory<byte> taken = _writing.AsMemory(0, Length);
        Length = 0;
        return taken;
    }

    private static void GiveBack(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
