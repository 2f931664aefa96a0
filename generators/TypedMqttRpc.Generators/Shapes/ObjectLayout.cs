using TypedMqttRpc.Generators.Serialization;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Shapes;

/// <summary>How the members of an object follow each other on the wire.</summary>
internal static class ObjectLayout
{
    /// <summary>A slip of the pen must not make the compiler write a million elements.</summary>
    private const int MaxKey = 10_000;

    /// <summary>An object with a key that is a text is a map; there is no mixture.</summary>
    public static WireKind KindOf(IReadOnlyList<MessagePackMember> members, bool isKeyedByName) =>
        isKeyedByName || members.Any(static member => member.Key is string) ? WireKind.Map : WireKind.Array;

    /// <summary>The members with their names, in order of these.</summary>
    public static IEnumerable<(string Name, MessagePackMember Member)> ByName(IEnumerable<MessagePackMember> members) =>
        members.Where(static member => member.Key is not null).Select(static member => ($"{member.Key}", member)).OrderBy(static named => named.Item1, StringComparer.Ordinal);

    /// <summary>The members in order of their keys; keys that nobody has are elements all the same.</summary>
    public static IReadOnlyList<MessagePackMember?> ByPosition(IEnumerable<MessagePackMember> members)
    {
        List<MessagePackMember?> elements = [];
        foreach (MessagePackMember member in members)
        {
            if (member.Key is int and >= 0 and <= MaxKey and var key)
            {
                elements.AddRange(Enumerable.Repeat<MessagePackMember?>(null, Math.Max(0, key + 1 - elements.Count)));
                elements[key] ??= member;
            }
        }

        return elements;
    }
}
