using System.Buffers;
using System.Buffers.Binary;
using MessagePack;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>Fixed payloads that aim at a reader of <see cref="IVault"/>; none of them is a valid request.</summary>
internal static class HostilePayloads
{
    private static readonly byte[] LongHeads = [0xDD, 0xDF, 0xDB, 0xC6, 0xC9];
    private static readonly uint[] Lengths = [0x00FF_FFFF, 0x7FFF_FFFF, 0xFFFF_FFFF];

    /// <summary>The arguments of a valid request.</summary>
    public static byte[] Valid { get; } = MakeValid();

    public static IEnumerable<(string Name, byte[] Bytes)> All() =>
        Truncated().Concat(Nested()).Concat(Lengthy()).Concat(WrongTypes()).Concat(Others());

    /// <summary>Valid, but all keys have one hash code unless the reader protects itself: MessagePack's UntrustedData.</summary>
    public static byte[] Collisions()
    {
        const int Keys = 25_000;
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(2);
        MessagePackSerializer.Serialize(ref writer, new Parcel(), MessagePackSerializerOptions.Standard);
        writer.WriteMapHeader(Keys);
        for (long key = 1; key <= Keys; key++)
        {
            // The hash code of a long is its halves, one xor the other.
            writer.WriteInt64((key << 32) | key);
            writer.Write(string.Empty);
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Truncated()
    {
        for (int i = 0; i < 40; i++)
        {
            int length = Valid.Length * i / 40;
            yield return ($"cut after {length}", Valid[..length]);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Nested()
    {
        foreach (int depth in new[] { 65, 200, 1_000, 10_000, 100_000 })
        {
            yield return ($"{depth} arrays", [0x92, .. Enumerable.Repeat((byte)0x91, depth), 0xC0, 0x80]);
            yield return ($"{depth} maps", [0x92, .. Enumerable.Repeat((byte)0x81, depth), 0xC0, 0x80]);

            // A parcel in a parcel: [name, [parcel…
            yield return ($"{depth} parcels", [0x92, .. Enumerable.Range(0, depth).SelectMany(static _ => new byte[] { 0x92, 0xA0, 0x91 }), 0xC0, 0x80]);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Lengthy()
    {
        foreach (byte head in LongHeads)
        {
            foreach (uint length in Lengths)
            {
                byte[] lengthy = new byte[6];
                lengthy[0] = head;
                BinaryPrimitives.WriteUInt32BigEndian(lengthy.AsSpan(1), length);
                yield return ($"head {head:X2} of {length} as all", lengthy);
                yield return ($"head {head:X2} of {length} as parcel", [0x92, .. lengthy]);
                yield return ($"head {head:X2} of {length} as name", [0x92, 0x91, .. lengthy]);
            }
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> WrongTypes()
    {
        byte[][] values = [[0xC0], [0xC3], [0xCB, 0, 0, 0, 0, 0, 0, 0, 0], [0xA1, 0x41], [0xC4, 1, 0], [0xD4, 99, 0], [0xFF]];
        foreach (byte[] value in values)
        {
            yield return ($"{value[0]:X2} as all", value);
            yield return ($"{value[0]:X2} as parcel", [0x92, .. value, 0x80]);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Others()
    {
        yield return ("1 byte more", [.. Valid, 0]);
        yield return ("1,000 bytes more", [.. Valid, .. new byte[1_000]]);
        yield return ("over the limit", new byte[256 * 1024 + 1]);
        yield return ("200,000 empty arrays", [0x92, 0x92, 0xA0, 0xDD, 0, 3, 0x0D, 0x40, .. Enumerable.Repeat((byte)0x90, 200_000)]);
        yield return ("the reserved byte", [0xC1]);
        yield return ("text", "{\"parcel\": null}"u8.ToArray());
    }

    private static byte[] MakeValid()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(2);
        var parcel = new Parcel
        {
            Contents = [new Parcel { Name = "inner", Sent = DateTime.UnixEpoch }],
            Bytes = [1, 2, 3],
            Numbers = new() { ["one"] = [1], ["many"] = [2, 3, -4] },
            Weight = 1.5,
            Id = Guid.AllBitsSet,
        };
        MessagePackSerializer.Serialize(ref writer, parcel, MessagePackSerializerOptions.Standard);
        MessagePackSerializer.Serialize(ref writer, new Dictionary<long, string> { [1] = "a", [-5_000_000_000] = "b" }, MessagePackSerializerOptions.Standard);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
