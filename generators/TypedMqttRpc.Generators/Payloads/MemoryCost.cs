using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Payloads;

/// <summary>
/// How much memory a peer can have allocated by one byte that it sends: the worst it can do is to send the shortest value of the costliest type, many times.
/// Sizes are those of a 64-bit process.
/// </summary>
internal sealed class MemoryCost(PayloadTypes types)
{
    private const int Reference = 8;
    private const int ObjectHeader = 16;
    private const int SmallestObject = 24;

    /// <summary>The hash code, the link and the bucket of an entry of a hash table.</summary>
    private const int HashEntry = 12;

    private const int MaxDepth = 8;

    /// <summary>The bytes allocated for each byte read, at worst.</summary>
    public int BytesPerByte(IEnumerable<ITypeSymbol> arguments) => (int)Math.Ceiling(arguments.Select(type => Ratio(type, depth: 0)).DefaultIfEmpty(0).Max());

    private double Ratio(ITypeSymbol type, int depth)
    {
        if (depth == MaxDepth)
        {
            return 0;
        }

        if (IsAnything(type))
        {
            return Reference + Smallest(type, depth);
        }

        return type switch
        {
            { SpecialType: SpecialType.System_String } => sizeof(char),
            IArrayTypeSymbol array => RatioOfElements(array.ElementType, overhead: 0, depth),
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Ratio(nullable.TypeArguments[0], depth + 1),
            INamedTypeSymbol named when types.IsEnumerable(named) && named.TypeArguments.Length == 2 => RatioOfPairs(named, depth),
            INamedTypeSymbol named when types.IsEnumerable(named) && named.TypeArguments.Length == 1 =>
                RatioOfElements(named.TypeArguments[0], types.IsHashing(named) ? HashEntry : 0, depth),
            INamedTypeSymbol named => PartsOf(named).Select(part => Ratio(part, depth + 1)).DefaultIfEmpty(0).Max(),
            _ => 0,
        };
    }

    private double RatioOfElements(ITypeSymbol element, int overhead, int depth)
    {
        double shortest = overhead + Inline(element, depth) + Smallest(element, depth);
        double longest = Ratio(element, depth + 1);

        // A string of one letter is two bytes, and an object of the smallest size.
        double letter = element.SpecialType == SpecialType.System_String ? (overhead + Reference + SmallestObject) / 2.0 : 0;
        return Math.Max(Math.Max(shortest, letter), longest);
    }

    private double RatioOfPairs(INamedTypeSymbol type, int depth)
    {
        ITypeSymbol key = type.TypeArguments[0];
        ITypeSymbol value = type.TypeArguments[1];
        double shortest = (HashEntry + Inline(key, depth) + Inline(value, depth) + Smallest(value, depth)) / 2.0;
        return Math.Max(shortest, Math.Max(Ratio(key, depth + 1), Ratio(value, depth + 1)));
    }

    /// <summary>What a value takes where it is kept.</summary>
    private int Inline(ITypeSymbol type, int depth) => depth == MaxDepth ? Reference : type switch
    {
        { IsReferenceType: true } => Reference,
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => Inline(underlying, depth),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => RoundUp(Inline(nullable.TypeArguments[0], depth + 1) + 1),
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte } => 1,
        { SpecialType: SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 } => 2,
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single } => 4,
        { SpecialType: SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double or SpecialType.System_DateTime } => 8,
        INamedTypeSymbol named when PartsOf(named).ToList() is { Count: > 0 } parts => RoundUp(parts.Sum(part => Inline(part, depth + 1))),
        _ => 16,
    };

    /// <summary>What the shortest value, which is one byte, makes beside that.</summary>
    private int Smallest(ITypeSymbol type, int depth) => type switch
    {
        _ when IsAnything(type) => 80,
        { IsReferenceType: false } or { SpecialType: SpecialType.System_String } or IArrayTypeSymbol => 0,
        INamedTypeSymbol named when types.IsEnumerable(named) => named.TypeArguments.Length == 2 || types.IsHashing(named) ? 80 : 32,
        INamedTypeSymbol named => Math.Max(SmallestObject, ObjectHeader + RoundUp(PartsOf(named).Sum(part => Inline(part, depth + 1)))),
        _ => SmallestObject,
    };

    private IEnumerable<ITypeSymbol> PartsOf(INamedTypeSymbol type) =>
        type.IsTupleType ? type.TupleElements.Select(element => element.Type)
        : types.IsObject(type) ? types.MembersOf(type).Select(member => member.Type)
        : [];

    private static bool IsAnything(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic || type.SpecialType == SpecialType.System_Object;

    private static int RoundUp(int bytes) => (bytes + 7) / 8 * 8;
}
