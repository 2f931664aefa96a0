using System.Buffers;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>What was read and not yet looked at. Packets are handed out where they lie. Not thread-safe.</summary>
/// <param name="maximumPacketSize">What the broker was told; a larger packet ends the connection.</param>
internal sealed class InputBuffer(long maximumPacketSize) : IDisposable
{
    private const int UsualSize = 64 * 1024;

    /// <summary>Reads that fill the buffer are worth a larger one, up to this.</summary>
    private const int MostForReading = 512 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(UsualSize);
    private int _start;
    private int _end;

    /// <summary>How many bytes the packet that is being read takes in all, if that is known.</summary>
    private int _awaited;

    /// <summary>Where to read to. What was handed out before is not valid any more.</summary>
    public Memory<byte> MakeRoom()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }

        bool wasFilled = _end == _bytes.Length;
        int size = Math.Max(wasFilled && _bytes.Length < MostForReading ? _bytes.Length * 2 : _bytes.Length, _awaited);
        if (size > _bytes.Length)
        {
            Resize(size);
        }
        else if (_start == _end && _awaited == 0 && _bytes.Length > MostForReading)
        {
            // A single large packet is no reason to keep so much.
            Resize(UsualSize);
        }
        else if (_start > 0 && (_end == _bytes.Length || _awaited > _bytes.Length - _start))
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        return _bytes.AsMemory(_end);
    }

    public void OnRead(int count) => _end += count;

    /// <summary>Takes the next packet, if all of it is there.</summary>
    /// <param name="header">Its first byte.</param>
    /// <param name="body">What follows the fixed header, valid until <see cref="MakeRoom"/>.</param>
    /// <exception cref="InvalidDataException">It is larger than allowed, or its length is malformed: MQTT 5.0 section 2.1.4.</exception>
    public bool TryTake(out byte header, out ArraySegment<byte> body)
    {
        header = 0;
        body = default;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_start, _end - _start);
        int remaining = 0;
        for (int i = 1; i < bytes.Length; i++)
        {
            remaining |= (bytes[i] & 0x7F) << (7 * (i - 1));
            if (bytes[i] < 0x80)
            {
                return TryTake(bytes, i + 1, remaining, out header, out body);
            }

            if (i == 4)
            {
                throw new InvalidDataException("The broker sent a packet whose length has more than four bytes.");
            }
        }

        return false;
    }

    public void Dispose()
    {
        byte[] bytes = Interlocked.Exchange(ref _bytes, []);
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private bool TryTake(ReadOnlySpan<byte> bytes, int prefix, int remaining, out byte header, out ArraySegment<byte> body)
    {
        int total = prefix + remaining;
        if (total > maximumPacketSize)
        {
            throw new InvalidDataException($"The broker sent a packet of {total} bytes, more than the {maximumPacketSize} that it was told (MqttRpcOptions.MaxMessageBytes).");
        }

        header = bytes[0];
        if (bytes.Length < total)
        {
            _awaited = total;
            body = default;
            return false;
        }

        body = new ArraySegment<byte>(_bytes, _start + prefix, remaining);
        _start += total;
        _awaited = 0;
        return true;
    }

    private void Resize(int size)
    {
        byte[] resized = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(_start, _end - _start).CopyTo(resized);
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _start, _end) = (resized, 0, _end - _start);
    }
}
