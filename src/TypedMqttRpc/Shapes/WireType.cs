namespace TypedMqttRpc.Shapes;

/// <summary>
/// A type as it is on the wire: what a reader in any language sees of it. The generator compiles this room too, so that the compiler and the
/// running program agree on what a shape is, and on which changes break one.
/// </summary>
/// <remarks>Types of a contract may hold each other, so one is made first and described afterwards.</remarks>
internal sealed class WireType
{
    /// <summary>Whatever the other side makes of it: a type that MessagePack's standard formats say nothing of, or one that is too large to describe.</summary>
    public const string Any = "any";

    private static readonly HashSet<string> Primitives = new(StringComparer.Ordinal)
    {
        "string", "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "char", "float32", "float64",
        "decimal", "guid", "uri", "time", "timeoffset", "duration", "date", "timeofday", "bytes", "bigint", "nil", Any,
    };

    public WireType(string name) => Name = name;

    public WireKind Kind { get; private set; }

    /// <summary>What it is called: a primitive by this page's word, another by its name in C#, and one without a name not at all.</summary>
    public string Name { get; }

    /// <summary>The elements of an array, the members of a map, the cases of a union; of a list one, of a dictionary the key and the value, of an enum its number.</summary>
    public IReadOnlyList<WireField> Fields { get; private set; } = [];

    /// <summary>The names of an enum and their numbers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; private set; } = [];

    /// <summary>Something whose inside nobody has described.</summary>
    public bool IsOpaque => Kind == WireKind.Primitive && !Primitives.Contains(Name);

    public bool IsAny => Kind == WireKind.Primitive && Name == Any;

    public static bool IsPrimitive(string name) => Primitives.Contains(name);

    public static WireType Unnamed(WireKind kind, IReadOnlyList<WireField> fields) => new WireType(string.Empty).Describe(kind, fields);

    public WireType Describe(WireKind kind, IReadOnlyList<WireField> fields, IReadOnlyList<KeyValuePair<string, string>>? values = null)
    {
        Kind = kind;
        Fields = fields;
        Values = values ?? [];
        return this;
    }
}

/// <summary>How a type is laid out.</summary>
internal enum WireKind
{
    /// <summary>One value, or something opaque.</summary>
    Primitive,

    /// <summary>A MessagePack array of equal elements.</summary>
    List,

    /// <summary>A MessagePack map of equal keys and equal values.</summary>
    Dictionary,

    /// <summary>A MessagePack array of members by position. Without names it is a tuple, whose readers want exactly its elements.</summary>
    Array,

    /// <summary>A MessagePack map of members by name.</summary>
    Map,

    /// <summary>A number and the case that it stands for.</summary>
    Union,

    /// <summary>A number.</summary>
    Enum,
}

/// <summary>An argument, a member or an element.</summary>
/// <param name="Name">What it is called; elements of lists and tuples have no name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">It may be nil.</param>
/// <param name="IsOptional">An argument that may be missing.</param>
internal sealed record WireField(string Name, WireType Type, bool IsNullable = false, bool IsOptional = false);
