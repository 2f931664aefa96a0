using System.Buffers;
using MessagePack;

namespace TypedMqttRpc.Wire;

/// <summary>What an instance says, in a retained message, about a service that it serves: a MessagePack map with names as keys.</summary>
/// <param name="Service">The service.</param>
/// <param name="Filter">The filter of its requests, without a <c>$share</c> prefix.</param>
/// <param name="Group">The shared subscription group, if there is one.</param>
/// <param name="Life">Drawn when the instance's connection object was made: the same client in another life has another.</param>
/// <param name="Methods">The names of the methods.</param>
internal sealed record Announcement(string Service, string Filter, string? Group, uint Life, IReadOnlyList<string> Methods)
{
    public byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        writer.WriteMapHeader(5);
        writer.Write("service");
        writer.Write(Service);
        writer.Write("filter");
        writer.Write(Filter);
        writer.Write("group");
        writer.Write(Group);
        writer.Write("life");
        writer.Write(Life);
        writer.Write("methods");
        writer.WriteArrayHeader(Methods.Count);
        foreach (string method in Methods)
        {
            writer.Write(method);
        }

        writer.Flush();
        return bytes.WrittenMemory.ToArray();
    }

    /// <returns><see langword="null"/> when the bytes are no announcement; unknown keys are passed over.</returns>
    public static Announcement? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new MessagePackReader(bytes);
            string? service = null, filter = null, group = null;
            uint? life = null;
            for (int i = reader.ReadMapHeader(); i > 0; i--)
            {
                switch (reader.ReadString())
                {
                    case "service":
                        service = reader.ReadString();
                        break;
                    case "filter":
                        filter = reader.ReadString();
                        break;
                    case "group":
                        group = reader.ReadString();
                        break;
                    case "life":
                        life = reader.ReadUInt32();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            // Nothing here asks for the methods; they are for people and tools.
            return service is null || filter is null || life is null ? null : new Announcement(service, filter, group, life.Value, []);
        }
        catch (Exception malformed) when (malformed is MessagePackSerializationException or EndOfStreamException or OverflowException or InvalidOperationException)
        {
            return null;
        }
    }
}
