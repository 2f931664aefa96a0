namespace TypedMqttRpc.Benchmarks.Mqtt;

/// <summary>Bytes that were written at one end and are taken from the other; it grows as needed and is then used again and again.</summary>
internal sealed class ByteQueue(int capacity = 256 * 1024)
{
    private byte[] _bytes = new byte[capacity];
    private int _start;
    private int _end;

    public int Count => _end - _start;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(_start, Count);

    public void Take(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Room for at least so many bytes; <see cref="Add(int)"/> says how many were used.</summary>
    public Span<byte> Room(int atLeast)
    {
        if (_bytes.Length - _end < atLeast)
        {
            MakeRoom(atLeast);
        }

        return _bytes.AsSpan(_end);
    }

    public void Add(int count) => _end += count;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _end += bytes.Length;
    }

    private void MakeRoom(int atLeast)
    {
        int count = Count;
        byte[] target = _bytes.Length - count >= atLeast && _start >= count ? _bytes : new byte[Math.Max(_bytes.Length * 2, (count + atLeast) * 2)];
        _bytes.AsSpan(_start, count).CopyTo(target);
        _bytes = target;
        _start = 0;
        _end = count;
    }
}
