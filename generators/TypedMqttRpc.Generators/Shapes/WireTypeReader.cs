using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Reading;
using TypedMqttRpc.Generators.Serialization;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Shapes;

/// <summary>Turns types of C# into types of the wire; each once, so that types which hold each other come to an end.</summary>
internal sealed class WireTypeReader(MessagePackAttributes attributes)
{
    private static readonly SymbolDisplayFormat NameFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The types that the language knows. Most are of these, and their names need not be written to be looked up.</summary>
    private static readonly Dictionary<SpecialType, string> SpecialTypes = new()
    {
        [SpecialType.System_String] = "string",
        [SpecialType.System_Boolean] = "bool",
        [SpecialType.System_Char] = "char",
        [SpecialType.System_Object] = "object",
        [SpecialType.System_Decimal] = "decimal",
        [SpecialType.System_SByte] = "int8",
        [SpecialType.System_Byte] = "uint8",
        [SpecialType.System_Int16] = "int16",
        [SpecialType.System_UInt16] = "uint16",
        [SpecialType.System_Int32] = "int32",
        [SpecialType.System_UInt32] = "uint32",
        [SpecialType.System_Int64] = "int64",
        [SpecialType.System_UInt64] = "uint64",
        [SpecialType.System_Single] = "float32",
        [SpecialType.System_Double] = "float64",
        [SpecialType.System_DateTime] = "time",
    };

    /// <summary>The other types of the framework with a format of their own.</summary>
    private static readonly Dictionary<string, string> FrameworkTypes = new(StringComparer.Ordinal)
    {
        ["System.Guid"] = "guid",
        ["System.Uri"] = "uri",
        ["System.DateTimeOffset"] = "timeoffset",
        ["System.TimeSpan"] = "duration",
        ["System.DateOnly"] = "date",
        ["System.TimeOnly"] = "timeofday",
        ["System.Numerics.BigInteger"] = "bigint",
        ["MessagePack.Nil"] = "nil",
        ["System.ReadOnlyMemory<byte>"] = "bytes",
        ["System.Memory<byte>"] = "bytes",
        ["System.ArraySegment<byte>"] = "bytes",
        ["System.Buffers.ReadOnlySequence<byte>"] = "bytes",
    };

    /// <summary>Shapes can be read that are nested twice as deep; a generic type that holds itself with ever other arguments has no end.</summary>
    private const int MaxDepth = 32;

    /// <summary>One that holds itself twice has as many again at each level. What is beyond is known by its name.</summary>
    private const int MaxTypes = 1_000;

    /// <summary>The arguments of a generic type may double at each level, and its name with them.</summary>
    private const int MaxNameLength = 1_000;

    private readonly Dictionary<string, WireType> _read = new(StringComparer.Ordinal);
    private int _depth;

    public WireField Field(string name, ITypeSymbol type)
    {
        bool isNullable = TypeText.AllowsNull(type);
        ITypeSymbol inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return new WireField(name, Type(inner), isNullable);
    }

    private WireType Type(ITypeSymbol type)
    {
        if (SpecialTypes.TryGetValue(type.SpecialType, out string? special))
        {
            return new WireType(special);
        }

        string name = NameOf(type);
        if (FrameworkTypes.TryGetValue(name, out string? primitive))
        {
            return new WireType(primitive);
        }

        if (_read.TryGetValue(name, out WireType? known))
        {
            return known;
        }

        if (_depth == MaxDepth || _read.Count == MaxTypes || name.Length > MaxNameLength)
        {
            return Opaque(type, name);
        }

        _depth++;
        WireType described = attributes.CasesOf(type).ToArray() is { Length: > 0 } cases ? Union(name, cases)
            : attributes.IsObject(type) && !attributes.HasFormatter(type) ? Object(name, type)
            : Standard(type, name);
        _depth--;
        return described;
    }

    private WireType Union(string name, MessagePackCase[] cases)
    {
        WireType union = Begin(name);
        IEnumerable<WireField> fields = cases.Select(@case => @case.Type is null ? Gap : Field($"{@case.Key}", @case.Type) with { IsNullable = false }).OrderBy(field => field.Name, StringComparer.Ordinal);
        return union.Describe(WireKind.Union, [.. fields]);
    }

    private WireType Object(string name, ITypeSymbol type)
    {
        WireType @object = Begin(name);
        IReadOnlyList<MessagePackMember> members = attributes.MembersOf(type);
        WireKind kind = ObjectLayout.KindOf(members, attributes.IsKeyedByName(type));
        IEnumerable<WireField> fields = kind == WireKind.Map
            ? ObjectLayout.ByName(members).Select(named => Field(named.Name, named.Member.Type))
            : ObjectLayout.ByPosition(members).Select(element => element is null ? Gap : Field(element.Symbol.Name, element.Type));
        return @object.Describe(kind, [.. fields]);
    }

    /// <summary>A type that is met again inside of itself is found.</summary>
    private WireType Begin(string name) => _read[name] = new WireType(name);

    private WireType Standard(ITypeSymbol type, string name) => type switch
    {
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte, Rank: 1 } => new WireType("bytes"),
        IArrayTypeSymbol { Rank: 1 } array => ListOf(array.ElementType),
        IArrayTypeSymbol array => WireType.Unnamed(WireKind.Array, [.. Enumerable.Repeat(Length, array.Rank), new WireField(string.Empty, ListOf(array.ElementType))]),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } @enum => Enum(@enum, name),
        INamedTypeSymbol { IsTupleType: true } tuple => WireType.Unnamed(WireKind.Array, [.. tuple.TupleElements.Select(element => Field(string.Empty, element.Type))]),
        INamedTypeSymbol named when IsOfFramework(named) => Framework(named, name),
        _ => Opaque(type, name),
    };

    private WireType ListOf(ITypeSymbol element) => WireType.Unnamed(WireKind.List, [Field(string.Empty, element)]);

    /// <summary>A type of which nothing is known but its name, if that is one.</summary>
    private static WireType Opaque(ITypeSymbol type, string name) => new(type is INamedTypeSymbol { IsTupleType: false } ? name : WireType.Any);

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        string? home = type.ContainingNamespace?.ToDisplayString();
        return home == "System" || home?.StartsWith("System.", StringComparison.Ordinal) == true;
    }

    private static WireType Enum(INamedTypeSymbol type, string name)
    {
        IEnumerable<KeyValuePair<string, string>> values = type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .Select(field => new KeyValuePair<string, string>(field.Name, Convert.ToString(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)));
        var number = new WireField(string.Empty, new WireType(SpecialTypes[type.EnumUnderlyingType!.SpecialType]));
        return new WireType(name).Describe(WireKind.Enum, [number], [.. values]);
    }

    private WireType Framework(INamedTypeSymbol type, string name)
    {
        if (type.Name is "Tuple" or "KeyValuePair" && type.TypeArguments.Length > 0)
        {
            return WireType.Unnamed(WireKind.Array, [.. type.TypeArguments.Select(argument => Field(string.Empty, argument))]);
        }

        if (type is { Name: "Memory" or "ReadOnlyMemory" or "ReadOnlySequence" or "ArraySegment", TypeArguments: [var item] })
        {
            return ListOf(item);
        }

        IEnumerable<INamedTypeSymbol> faces = type.AllInterfaces.Prepend(type).ToArray();
        return faces.FirstOrDefault(face => face is { Name: "IDictionary" or "IReadOnlyDictionary", TypeArguments.Length: 2 }) is { TypeArguments: [var key, var value] }
            ? WireType.Unnamed(WireKind.Dictionary, [Field(string.Empty, key) with { IsNullable = false }, Field(string.Empty, value)])
            : faces.FirstOrDefault(face => face is { Name: "IEnumerable", TypeArguments.Length: 1 }) is { TypeArguments: [var element] }
            ? ListOf(element)
            : new WireType(name);
    }

    private static WireField Gap { get; } = new("_", new WireType("nil"));

    /// <summary>Arrays of several dimensions begin with the length of each.</summary>
    private static WireField Length { get; } = new(string.Empty, new WireType("int32"));

    private static string NameOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(NameFormat).Replace(" ", string.Empty);
}
