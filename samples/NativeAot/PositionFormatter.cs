using MessagePack;
using MessagePack.Formatters;

namespace Plant;

// <snippet:aot-formatter>
/// <summary>Writes a position as the array <c>[x, y]</c>.</summary>
internal sealed class PositionFormatter : IMessagePackFormatter<Position>
{
    public void Serialize(ref MessagePackWriter writer, Position value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(2);
        writer.Write(value.X);
        writer.Write(value.Y);
    }

    public Position Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        int count = reader.ReadArrayHeader();
        return count == 2
            ? new(reader.ReadInt32(), reader.ReadInt32())
            : throw new MessagePackSerializationException($"A position is [x, y], not {count} elements.");
    }
}
// </snippet:aot-formatter>
