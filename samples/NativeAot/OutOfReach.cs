using MessagePack;
using MessagePack.Formatters;

namespace Plant;

/// <summary>The arm does not reach that far.</summary>
/// <param name="Reach">How far it reaches, in millimetres.</param>
public sealed record OutOfReach(int Reach);

/// <summary>Writes the reach alone.</summary>
internal sealed class OutOfReachFormatter : IMessagePackFormatter<OutOfReach?>
{
    public void Serialize(ref MessagePackWriter writer, OutOfReach? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.Write(value.Reach);
        }
    }

    public OutOfReach? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        reader.TryReadNil() ? null : new(reader.ReadInt32());
}
