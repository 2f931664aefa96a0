using System.Buffers.Binary;

namespace TypedMqttRpc.Benchmarks.Mqtt;

/// <summary>Finds a property among those of a packet (MQTT 5.0 section 2.2.2).</summary>
internal static class Properties
{
    public const byte ResponseTopic = 0x08;
    public const byte CorrelationData = 0x09;
    public const byte ReceiveMaximum = 0x21;
    public const byte SharedSubscriptionAvailable = 0x2A;

    /// <summary>The property's value without a length in front; empty when it is absent.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> properties, byte wanted)
    {
        while (properties.Length > 0)
        {
            byte id = properties[0];
            properties = properties[1..];
            int before = LengthBytes(id);
            int length = SizeOf(id, properties);
            if (id == wanted)
            {
                return properties.Slice(before, length - before);
            }

            properties = properties[length..];
        }

        return default;
    }

    private static int LengthBytes(byte id) => id is 0x03 or 0x08 or 0x09 or 0x12 or 0x15 or 0x16 or 0x1A or 0x1C or 0x1F or 0x26 ? 2 : 0;

    private static int SizeOf(byte id, ReadOnlySpan<byte> value)
    {
        switch (id)
        {
            case 0x01 or 0x17 or 0x19 or 0x24 or 0x25 or 0x28 or 0x29 or 0x2A:
                return 1;
            case 0x13 or 0x21 or 0x22 or 0x23:
                return 2;
            case 0x02 or 0x11 or 0x18 or 0x27:
                return 4;
            case 0x0B:
                int size = 1;
                while (value[size - 1] >= 0x80)
                {
                    size++;
                }

                return size;
            case 0x26:
                int name = 2 + BinaryPrimitives.ReadUInt16BigEndian(value);
                return name + 2 + BinaryPrimitives.ReadUInt16BigEndian(value[name..]);
            default:
                return 2 + BinaryPrimitives.ReadUInt16BigEndian(value);
        }
    }
}
