using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TypedMqttRpc.Tests.Wire;

/// <summary>Takes a PUBLISH packet apart, one line of hex and one comment for each field: MQTT 5.0 section 3.3.</summary>
internal ref struct PublishDump
{
    private readonly StringBuilder _text = new();
    private readonly ReadOnlySpan<byte> _packet;
    private int _at;
    private int _shown;

    private PublishDump(ReadOnlySpan<byte> packet) => _packet = packet;

    public static string Of(ReadOnlySpan<byte> packet, out byte[] payload)
    {
        PublishDump dump = new(packet);
        return dump.Run(out payload);
    }

    /// <summary>The bytes of a dump, whatever its comments say.</summary>
    public static byte[] Parse(IEnumerable<string> lines) =>
        Support.Hex.Parse(string.Concat(lines.Select(static line => line.Split('#')[0])));

    private string Run(out byte[] payload)
    {
        int flags = Byte();
        int remaining = VariableByteInteger();
        Line($"PUBLISH, QoS {(flags >> 1) & 3}{((flags & 1) != 0 ? ", retained" : null)}{((flags & 8) != 0 ? ", duplicate" : null)}; {remaining} bytes follow");
        Assert.Equal(3, flags >> 4);
        Assert.Equal(_packet.Length - _at, remaining);
        Line($"topic {String()}");
        if ((flags & 6) != 0)
        {
            Line($"packet id {Number(2)}");
        }

        int length = VariableByteInteger();
        Line($"properties, {length} bytes");
        for (int end = _at + length; _at < end;)
        {
            Property();
        }

        payload = _packet[_at..].ToArray();
        _at = _packet.Length;
        Line($"payload{(payload.Length == 0 ? ", empty" : $": {MiniMessagePack.Read(payload)}")}");
        return _text.ToString();
    }

    private void Property()
    {
        byte id = Byte();
        Line(id switch
        {
            0x02 => $"Message Expiry Interval {Number(4)} s",
            0x03 => $"Content Type {String()}",
            0x08 => $"Response Topic {String()}",
            0x09 => $"Correlation Data, {Skip((int)Number(2))} bytes",
            0x26 => $"User Property {String()} = {String()}",
            _ => throw new FormatException($"A property 0x{id:X2} is not expected."),
        });
    }

    private byte Byte() => _packet[_at++];

    private long Number(int bytes)
    {
        long value = 0;
        for (int i = 0; i < bytes; i++)
        {
            value = (value << 8) | Byte();
        }

        return value;
    }

    private int VariableByteInteger()
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = Byte();
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    private string String()
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(_packet[_at..]);
        _at += 2 + length;
        return $"'{Encoding.UTF8.GetString(_packet[(_at - length).._at])}'";
    }

    private int Skip(int count)
    {
        _at += count;
        return count;
    }

    private void Line(string comment)
    {
        string hex = string.Join(' ', _packet[_shown.._at].ToArray().Select(static b => b.ToString("X2", CultureInfo.InvariantCulture)));
        _text.Append(hex).Append(hex.Length == 0 ? "# " : " # ").Append(comment).Append('\n');
        _shown = _at;
    }
}
