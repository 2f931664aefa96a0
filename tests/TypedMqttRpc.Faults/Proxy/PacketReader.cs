namespace TypedMqttRpc.Faults.Proxy;

/// <summary>Cuts a stream of bytes into control packets: MQTT 5.0 section 2.1.1.</summary>
internal sealed class PacketReader
{
    private readonly List<byte> _pending = [];

    public IEnumerable<Packet> Read(ReadOnlyMemory<byte> bytes)
    {
        _pending.AddRange(bytes.Span);
        int begin = 0;
        while (TryMeasure(begin, out int headerLength, out int length))
        {
            yield return new Packet([.. _pending.GetRange(begin, length)], headerLength);
            begin += length;
        }

        _pending.RemoveRange(0, begin);
    }

    private bool TryMeasure(int begin, out int headerLength, out int length)
    {
        length = 0;
        int remaining = 0;
        for (headerLength = 1; headerLength <= 4; headerLength++)
        {
            if (begin + headerLength >= _pending.Count)
            {
                return false;
            }

            byte digit = _pending[begin + headerLength];
            remaining |= (digit & 0x7F) << (7 * (headerLength - 1));
            if ((digit & 0x80) == 0)
            {
                headerLength++;
                length = headerLength + remaining;
                return begin + length <= _pending.Count;
            }
        }

        throw new InvalidDataException("That is not MQTT.");
    }
}
