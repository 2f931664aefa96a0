using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Payloads;

/// <summary>
/// How much memory a peer can have allocated by one byte that it sends: the worst it can do is to send the shortest value of the costliest type, many times.
/// Sizes are those of a 64-bit process.
/// </summary>
internal sealed class MemoryCost
{
    private const int Reference = 8;
    private const int ObjectHeader = 16;
    private const int SmallestObject = 24;
    private const int List = 32;
    private const int HashTable = 80;

    /// <summary>The hash code, the link and the bucket of an entry of a hash table.</summary>
    private const int HashEntry = 12;

    /// <summary>A string of one letter is two bytes on the wire, and an object of the smallest size.</summary>
    private const int BytesOfLetter = 2;

    /// <summary>Generic types can refer to ever new ones.</summary>
    private const int MaxTypes = 256;

    private readonly PayloadTypes _types;
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, int> _sizes = new(SymbolEqualityComparer.Default);

    private MemoryCost(PayloadTypes types) => _types = types;

    /// <summary>The bytes allocated for each byte read, at worst; zero if there is nothing to read.</summary>
    public static int BytesPerByte(IEnumerable<ITypeSymbol> arguments, PayloadTypes types)
    {
        var cost = new MemoryCost(types);
        return (int)Math.Ceiling(arguments.Select(cost.Ratio).DefaultIfEmpty(0).Max());
    }

    /// <summary>Only the largest ratio counts, so that a type which was looked at before adds nothing.</summary>
    private double Ratio(ITypeSymbol type) => _seen.Count == MaxTypes || !_seen.Add(type) ? 0 : type switch
    {
        _ when IsAnything(type) => Reference + Smallest(type),
        { SpecialType: SpecialType.System_String } => sizeof(char),
        IArrayTypeSymbol array => RatioOfElements(array.ElementType, overhead: 0),
        INamedTypeSymbol { TypeArguments: [var key, var value] } named when _types.IsEnumerable(named) => RatioOfPairs(key, value),
        INamedTypeSymbol { TypeArguments: [var element] } named when _types.IsEnumerable(named) => RatioOfElements(element, _types.IsHashing(named) ? HashEntry : 0),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } => Ratio(value),
        INamedTypeSymbol named => PartsOf(named).Select(Ratio).DefaultIfEmpty(0).Max(),
        _ => 0,
    };

    private double RatioOfElements(ITypeSymbol element, int overhead)
    {
        double shortest = overhead + Inline(element) + Smallest(element);
        double letter = element.SpecialType == SpecialType.System_String ? (double)(overhead + Reference + SmallestObject) / BytesOfLetter : 0;
        return Math.Max(Math.Max(shortest, letter), Ratio(element));
    }

    private double RatioOfPairs(ITypeSymbol key, ITypeSymbol value)
    {
        double shortest = (HashEntry + Inline(key) + Inline(value) + Smallest(value)) / 2.0;
        return Math.Max(shortest, Math.Max(Ratio(key), Ratio(value)));
    }

    /// <summary>What a value takes where it is kept.</summary>
    private int Inline(ITypeSymbol type)
    {
        if (type.IsReferenceType)
        {
            return Reference;
        }

        if (!_sizes.TryGetValue(type, out int size))
        {
            // A structure that contains itself is an error of its own.
            _sizes[type] = Reference;
            _sizes[type] = size = SizeOf(type);
        }

        return size;
    }

    private int SizeOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => SizeOf(underlying),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } => RoundUp(Inline(value) + 1),
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte } => 1,
        { SpecialType: SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 } => 2,
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single } => 4,
        { SpecialType: SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double or SpecialType.System_DateTime } => 8,
        INamedTypeSymbol named when PartsOf(named).ToList() is { Count: > 0 } parts => RoundUp(parts.Sum(Inline)),
        _ => 16,
    };

    /// <summary>What the shortest value, which is one byte, makes beside that.</summary>
    private int Smallest(ITypeSymbol type) => type switch
    {
        _ when IsAnything(type) => HashTable,
        { IsReferenceType: false } or { SpecialType: SpecialType.System_String } or IArrayTypeSymbol => 0,
        INamedTypeSymbol named when _types.IsEnumerable(named) => _types.IsHashing(named) ? HashTable : List,
        INamedTypeSymbol named => Math.Max(SmallestObject, ObjectHeader + RoundUp(PartsOf(named).Sum(Inline))),
        _ => SmallestObject,
    };

    private IEnumerable<ITypeSymbol> PartsOf(INamedTypeSymbol type) =>
        type.IsTupleType ? type.TupleElements.Select(element => element.Type)
        : _types.Attributes.IsObject(type) ? _types.Attributes.MembersOf(type).Select(member => member.Type)
        : [];

    private static bool IsAnything(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic || type.SpecialType == SpecialType.System_Object;

    private static int RoundUp(int bytes) => (bytes + 7) / 8 * 8;
}
