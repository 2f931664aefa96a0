using System.Buffers.Binary;

namespace TypedMqttRpc.Benchmarks.Mqtt;

/// <summary>The little of MQTT 5's packet format that raw sockets and the batching broker need. Trusts its peers.</summary>
internal static class Packet
{
    public const byte Connect = 0x10;
    public const byte Connack = 0x20;
    public const byte Publish = 0x30;
    public const byte Puback = 0x40;
    public const byte Subscribe = 0x82;
    public const byte Suback = 0x90;
    public const byte Unsubscribe = 0xA2;
    public const byte Unsuback = 0xB0;
    public const byte Pingreq = 0xC0;
    public const byte Pingresp = 0xD0;
    public const byte Disconnect = 0xE0;

    /// <summary>Longest fixed header: the type and four bytes of length.</summary>
    public const int MaxHeader = 5;

    /// <summary>Splits the first packet off.</summary>
    /// <returns>Its length with its header, or 0 when it is not complete.</returns>
    public static int TrySplit(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        int length = 0;
        for (int i = 1; i < bytes.Length && i < MaxHeader; i++)
        {
            length |= (bytes[i] & 0x7F) << (7 * (i - 1));
            if (bytes[i] < 0x80)
            {
                int whole = i + 1 + length;
                if (bytes.Length < whole)
                {
                    return 0;
                }

                body = bytes[(i + 1)..whole];
                return whole;
            }
        }

        return 0;
    }

    /// <summary>Writes a variable length integer.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int WriteLength(Span<byte> target, int value)
    {
        int i = 0;
        for (; value > 0x7F; value >>= 7)
        {
            target[i++] = (byte)(value | 0x80);
        }

        target[i++] = (byte)value;
        return i;
    }

    /// <summary>Reads a variable length integer and moves behind it.</summary>
    public static int ReadLength(ref ReadOnlySpan<byte> bytes)
    {
        int value = 0;
        for (int i = 0; ; i++)
        {
            value |= (bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
    }

    public static ushort ReadUInt16(ref ReadOnlySpan<byte> bytes)
    {
        ushort value = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        bytes = bytes[2..];
        return value;
    }

    /// <summary>Reads a text or binary data, both with two bytes of length in front.</summary>
    public static ReadOnlySpan<byte> ReadText(ref ReadOnlySpan<byte> bytes)
    {
        int length = ReadUInt16(ref bytes);
        ReadOnlySpan<byte> text = bytes[..length];
        bytes = bytes[length..];
        return text;
    }
}
