using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TypedMqttRpc.Tests.Wire;

/// <summary>
/// Reads MessagePack into text, written from the format's specification and independent of the library's reader:
/// what both understand alike is on the wire as the specification says.
/// </summary>
internal ref struct MiniMessagePack
{
    private ReadOnlySpan<byte> _rest;

    private MiniMessagePack(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>The values, as <c>[1, "text", nil, 2.5, true, h'FF', {"k": 1}, ext -1 h'00']</c>; nothing may follow.</summary>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        MiniMessagePack reader = new(bytes);
        string value = reader.Value();
        return reader._rest.IsEmpty ? value : throw new FormatException($"{reader._rest.Length} bytes follow the value {value}.");
    }

    private string Value()
    {
        byte code = Take(1)[0];
        return code switch
        {
            <= 0x7F => Text(code),
            <= 0x8F => Map(code & 0x0F),
            <= 0x9F => Array(code & 0x0F),
            <= 0xBF => String(code & 0x1F),
            0xC0 => "nil",
            0xC2 => "false",
            0xC3 => "true",
            0xC4 => Binary(Length(1)),
            0xC5 => Binary(Length(2)),
            0xC6 => Binary(Length(4)),
            0xC7 => Extension(Length(1)),
            0xC8 => Extension(Length(2)),
            0xC9 => Extension(Length(4)),
            0xCA => Text(BinaryPrimitives.ReadSingleBigEndian(Take(4))),
            0xCB => Text(BinaryPrimitives.ReadDoubleBigEndian(Take(8))),
            0xCC => Text(Take(1)[0]),
            0xCD => Text(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            0xCE => Text(BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
            0xCF => Text(BinaryPrimitives.ReadUInt64BigEndian(Take(8))),
            0xD0 => Text((sbyte)Take(1)[0]),
            0xD1 => Text(BinaryPrimitives.ReadInt16BigEndian(Take(2))),
            0xD2 => Text(BinaryPrimitives.ReadInt32BigEndian(Take(4))),
            0xD3 => Text(BinaryPrimitives.ReadInt64BigEndian(Take(8))),
            >= 0xD4 and <= 0xD8 => Extension(1 << (code - 0xD4)),
            0xD9 => String(Length(1)),
            0xDA => String(Length(2)),
            0xDB => String(Length(4)),
            0xDC => Array(Length(2)),
            0xDD => Array(Length(4)),
            0xDE => Map(Length(2)),
            0xDF => Map(Length(4)),
            >= 0xE0 => Text((sbyte)code),
            _ => throw new FormatException($"0x{code:X2} is no type of MessagePack."),
        };
    }

    private int Length(int bytes)
    {
        long length = 0;
        foreach (byte b in Take(bytes))
        {
            length = (length << 8) | b;
        }

        return checked((int)length);
    }

    private string String(int length) => $"\"{Encoding.UTF8.GetString(Take(length))}\"";

    private string Binary(int length) => $"h'{Convert.ToHexString(Take(length))}'";

    private string Extension(int length) => $"ext {(sbyte)Take(1)[0]} {Binary(length)}";

    private string Array(int count)
    {
        string[] items = new string[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = Value();
        }

        return $"[{string.Join(", ", items)}]";
    }

    private string Map(int count)
    {
        string[] items = new string[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = $"{Value()}: {Value()}";
        }

        return $"{{{string.Join(", ", items)}}}";
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
