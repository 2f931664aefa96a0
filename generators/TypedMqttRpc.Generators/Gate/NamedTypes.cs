using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>Finds the types with a name that methods use, each once, in order of the names.</summary>
internal static class NamedTypes
{
    public static IEnumerable<WireType> Of(IEnumerable<MethodShape> methods)
    {
        var found = new SortedDictionary<string, WireType>(StringComparer.Ordinal);
        var seen = new HashSet<WireType>();
        var next = new Stack<WireType>(methods.SelectMany(FieldsOf).Select(field => field.Type));
        while (next.Count > 0)
        {
            WireType type = next.Pop();
            if (!seen.Add(type))
            {
                continue;
            }

            if (type.Kind != WireKind.Primitive && type.Name.Length > 0)
            {
                found[type.Name] = type;
            }

            foreach (WireField field in type.Fields)
            {
                next.Push(field.Type);
            }
        }

        return found.Values;
    }

    private static IEnumerable<WireField> FieldsOf(MethodShape method) =>
        method.Arguments.Concat(method.Faults).Concat(method.Result is { } result ? [result] : []);
}
