using System.Buffers.Binary;

namespace TypedMqttRpc.BrokerTests.HostileInput;

/// <summary>Payloads that are wrong in one way each.</summary>
internal static class HostilePayloads
{
    private const string Add = "test/values/add";
    private const string Remember = "test/values/remember";
    private const string Echo = "test/values/echo";
    private const string Depth = "test/values/depth";
    private const string Describe = "test/values/describe";

    /// <summary>By name: the method's topic, the payload, and the field that the answer must blame.</summary>
    public static IReadOnlyDictionary<string, (string Topic, byte[] Payload, string Field)> All { get; } = new Dictionary<string, (string, byte[], string)>
    {
        ["nothing"] = (Add, [], "payload"),
        ["nil"] = (Add, [0xC0], "payload"),
        ["a number"] = (Add, [1], "payload"),
        ["a map"] = (Add, [0x81, 1, 1], "payload"),
        ["a text"] = (Add, "[1]"u8.ToArray(), "payload"),
        ["JSON"] = (Add, "{\"left\":1}"u8.ToArray(), "payload"),
        ["a code that MessagePack never uses"] = (Add, [0xC1], "payload"),
        ["half a header"] = (Add, [0xDC, 0], "payload"),
        ["no argument where one is needed"] = (Add, [0x90], "left"),
        ["an argument that is cut off"] = (Add, [0x91, 0xCD, 1], "left"),
        ["an array that promises more than it holds"] = (Add, [0x93, 1, 2], "payload"),
        ["a text for a number"] = (Add, [0x91, 0xA1, (byte)'1'], "left"),
        ["a number for a text"] = (Remember, [0x91, 1], "text"),
        ["a number that is too large"] = (Add, [0x91, 0xCF, 255, 255, 255, 255, 255, 255, 255, 255], "left"),
        ["nil for a number"] = (Add, [0x91, 0xC0], "left"),
        ["nil for a text"] = (Remember, [0x91, 0xC0], "text"),
        ["nil for bytes"] = (Echo, [0x91, 0xC0], "bytes"),
        ["bytes after the array"] = (Add, [0x91, 1, 0xC0], "payload"),
        ["a second array"] = (Add, [0x91, 1, 0x91, 1], "payload"),
        ["an array of four billion"] = (Add, [0xDD, 255, 255, 255, 255], "payload"),
        ["an array of two billion"] = (Add, [0xDD, 127, 255, 255, 255, 1], "payload"),
        ["a text of four gigabytes"] = (Remember, [0x91, 0xDB, 255, 255, 255, 255], "text"),
        ["bytes of two gigabytes"] = (Echo, [0x91, 0xC6, 127, 255, 255, 255], "bytes"),
        ["numbers, two billion of them"] = (Describe, [.. DescribeUpTo("numbers"), 0xDD, 127, 255, 255, 255], "numbers"),
        ["numbers, four billion of them"] = (Describe, [.. DescribeUpTo("numbers"), 0xDD, 255, 255, 255, 255], "numbers"),
        ["an argument too many that promises four gigabytes"] = (Add, [0x94, 1, 2, 3, 0xC6, 255, 255, 255, 255], "payload"),
        ["a tree 65 deep"] = (Depth, [0x91, .. Nested(65)], "tree"),
        ["a tree 200,000 deep"] = (Depth, [0x91, .. Nested(200_000)], "tree"),
        ["numbers nested 200,000 deep"] = (Describe, [.. DescribeUpTo("numbers"), .. Nested(200_000)], "numbers"),
        ["an extension for a number"] = (Add, [0x91, 0xD6, 0xFF, 0, 0, 0, 0], "left"),
    };

    /// <summary>Bombs in places that nobody reads. Skipping them takes neither stack nor memory.</summary>
    public static IReadOnlyDictionary<string, (string Topic, byte[] Payload)> Harmless { get; } = new Dictionary<string, (string, byte[])>
    {
        ["arrays 200,000 deep in an argument too many"] = (Add, [0x94, 1, 2, 3, .. Nested(200_000)]),
        ["maps 100,000 deep in an argument too many"] = (Add, [0x94, 1, 2, 3, .. NestedMaps(100_000)]),
        ["arrays 200,000 deep in an unknown part of an object"] =
            (Describe, [.. DescribeUpTo("reading"), 0x94, 0xA1, (byte)'d', 1, 0xD6, 0xFF, 0, 0, 0, 0, .. Nested(200_000)]),
        ["a tree 60 deep"] = (Depth, [0x91, .. Nested(60)]),
    };

    /// <summary>The arguments of describe, all good, up to the one that a case makes bad.</summary>
    private static byte[] DescribeUpTo(string parameter)
    {
        byte[] id = [0xD9, 36, .. "00000000-0000-0000-0000-00000000002a"u8];
        byte[] span = new byte[9];
        span[0] = 0xD3;
        BinaryPrimitives.WriteInt64BigEndian(span.AsSpan(1), 1);
        byte[] good = [0x9C, 0xC3, 1, 1, 1, 0xA1, (byte)'1', 0xA1, (byte)'t', .. id, 0xD6, 0xFF, 0, 0, 0, 0, .. span, 7];
        return parameter == "numbers" ? good : [.. good, 0x91, 1];
    }

    private static byte[] Nested(int depth)
    {
        byte[] arrays = new byte[depth + 1];
        Array.Fill<byte>(arrays, 0x91);
        arrays[^1] = 0xC0;
        return arrays;
    }

    private static byte[] NestedMaps(int depth) => [.. Enumerable.Repeat((byte[])[0x81, 1], depth).SelectMany(static map => map), 0xC0];
}
