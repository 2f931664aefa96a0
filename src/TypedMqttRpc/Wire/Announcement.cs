using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
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
    /// <summary>A large service announces the shapes of its first methods only; the others are called as those of a service that announces none.</summary>
    private const int MaxShapesLength = 16_384;

    /// <summary>What is kept of every instance is not for its peer to make large.</summary>
    private const int MaxFingerprintLength = 64;

    /// <summary>By which a caller sees that it has the same contract; <see langword="null"/> when the instance does not say.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>By which contracts of one fingerprint are told apart, since that is only what an instance says of itself. Zero when it announces no shapes.</summary>
    public ulong ShapesHash { get; init; }

    /// <summary>What each method is on the wire. <see cref="TryRead"/> leaves them out: most callers need only the fingerprint.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Shapes { get; init; } = [];

    public byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        writer.WriteMapHeader(Fingerprint is null ? 5 : 7);
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

        if (Fingerprint is not null)
        {
            writer.Write("contract");
            writer.Write(Fingerprint);
            writer.Write("shapes");
            WriteShapes(ref writer);
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
            string? fingerprint = null;
            ulong shapes = 0;
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
                    case "contract":
                        fingerprint = reader.ReadString();
                        break;
                    case "shapes":
                        shapes = HashOf(reader.ReadRaw());
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            // Nothing here asks for the methods; they are for people and tools.
            return service is null || filter is null or { Length: > ushort.MaxValue } || life is null
                ? null
                : new Announcement(service, filter, group, life.Value, []) { Fingerprint = fingerprint is { Length: <= MaxFingerprintLength } ? fingerprint : null, ShapesHash = shapes };
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            return null;
        }
    }

    /// <summary>What each method is on the wire, for who has another fingerprint; of more than an instance may announce, the first.</summary>
    /// <returns>Nothing, when the bytes do not say.</returns>
    public static IReadOnlyDictionary<string, string> ReadShapes(ReadOnlyMemory<byte> bytes)
    {
        var shapes = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var reader = new MessagePackReader(bytes);
            for (int i = reader.ReadMapHeader(); i > 0; i--)
            {
                if (reader.ReadString() != "shapes")
                {
                    reader.Skip();
                    continue;
                }

                int length = 0;
                for (int method = reader.ReadMapHeader(); method > 0; method--)
                {
                    string name = reader.ReadString() ?? string.Empty;
                    string shape = reader.ReadString() ?? string.Empty;
                    length += name.Length + shape.Length;
                    if (length > MaxShapesLength)
                    {
                        return shapes;
                    }

                    shapes[name] = shape;
                }
            }
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            shapes.Clear();
        }

        return shapes;
    }

    private void WriteShapes(ref MessagePackWriter writer)
    {
        int length = 0;
        KeyValuePair<string, string>[] fitting = [.. Shapes.TakeWhile(shape => (length += shape.Key.Length + shape.Value.Length) <= MaxShapesLength)];
        writer.WriteMapHeader(fitting.Length);
        foreach ((string method, string shape) in fitting)
        {
            writer.Write(method);
            writer.Write(shape);
        }
    }

    private static ulong HashOf(ReadOnlySequence<byte> shapes) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(shapes.ToArray()));

    private static bool IsMalformed(Exception failure) =>
        failure is MessagePackSerializationException or EndOfStreamException or OverflowException or InvalidOperationException;
}
