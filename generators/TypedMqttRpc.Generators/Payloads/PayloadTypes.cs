using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Serialization;

namespace TypedMqttRpc.Generators.Payloads;

/// <summary>What MessagePack knows of the types of a compilation.</summary>
internal sealed class PayloadTypes(Compilation compilation, MessagePackAttributes attributes)
{
    /// <summary>Collections that hash what they hold, so that a peer who chooses the keys could make them slow.</summary>
    private static readonly string[] HashingCollections =
    [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.IReadOnlyDictionary`2",
        "System.Collections.Generic.OrderedDictionary`2", "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2", "System.Collections.Immutable.ImmutableDictionary`2",
        "System.Collections.Immutable.IImmutableDictionary`2", "System.Collections.Frozen.FrozenDictionary`2", "System.Linq.ILookup`2",
        "System.Collections.Generic.HashSet`1", "System.Collections.Generic.ISet`1", "System.Collections.Generic.IReadOnlySet`1",
        "System.Collections.Immutable.ImmutableHashSet`1", "System.Collections.Immutable.IImmutableSet`1", "System.Collections.Frozen.FrozenSet`1",
    ];

    /// <summary>What people try to send that the standard resolver has no formatter for. Of other types of the framework nothing is said.</summary>
    private static readonly string[] UnknownToMessagePack =
    [
        "System.Exception", "System.Index", "System.Range", "System.TimeZoneInfo", "System.Net.IPAddress", "System.Net.IPEndPoint",
        "System.Net.Mail.MailAddress", "System.Text.Json.JsonDocument", "System.Text.Json.JsonElement", "System.Text.RegularExpressions.Regex",
    ];

    private static readonly string[] TypelessResolvers = ["MessagePack.Resolvers.TypelessObjectResolver", "MessagePack.Resolvers.TypelessContractlessStandardResolver"];

    private readonly INamedTypeSymbol? _enumerable = compilation.GetTypeByMetadataName("System.Collections.IEnumerable");
    private readonly INamedTypeSymbol? _guid = compilation.GetTypeByMetadataName("System.Guid");
    private readonly INamedTypeSymbol? _dateTimeOffset = compilation.GetTypeByMetadataName("System.DateTimeOffset");
    private readonly INamedTypeSymbol? _options = compilation.GetTypeByMetadataName("MessagePack.MessagePackSerializerOptions");
    private readonly HashSet<ITypeSymbol> _typelessResolvers = Find(compilation, TypelessResolvers);
    private readonly HashSet<ITypeSymbol> _hashing = Find(compilation, HashingCollections);
    private readonly HashSet<ITypeSymbol> _unknown = Find(compilation, UnknownToMessagePack);
    private readonly Lazy<HashSet<ITypeSymbol>> _formatted = new(() => FormattedTypes.Find(compilation));

    /// <summary>What types say of themselves.</summary>
    public MessagePackAttributes Attributes { get; } = attributes;

    /// <summary>Whether the project has a formatter for the type, or promises one.</summary>
    public bool IsFormattedElsewhere(ITypeSymbol type) => _formatted.Value.Contains(type) || _formatted.Value.Contains(type.OriginalDefinition);

    public bool IsSerializerOptions(ITypeSymbol type) => Is(type, _options);

    /// <summary>Whether the resolver lets the sender choose the type of an <c>object</c>.</summary>
    public bool IsTypelessResolver(ITypeSymbol type) => _typelessResolvers.Contains(type);

    public bool IsHashing(INamedTypeSymbol type) => _hashing.Contains(type.OriginalDefinition);

    /// <summary>Whether MessagePack has a comparer for the type that a peer cannot make slow.</summary>
    public bool CanBeHashed(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Enum or TypeKind.Dynamic or TypeKind.Error or TypeKind.TypeParameter
        || Is(type, _guid)
        || Is(type, _dateTimeOffset)
        || type.SpecialType is SpecialType.System_Object or SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_DateTime
            or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    public bool IsEnumerable(ITypeSymbol type) => type.AllInterfaces.Any(@interface => Is(@interface, _enumerable));

    /// <summary>Whether no formatter exists for a type that is not the project's own.</summary>
    public bool IsUnknown(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (_unknown.Contains(current))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type is written in this project, where it can be changed.</summary>
    public bool IsOfProject(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    private static HashSet<ITypeSymbol> Find(Compilation compilation, string[] names) =>
        new(names.Select(compilation.GetTypeByMetadataName).OfType<ITypeSymbol>(), SymbolEqualityComparer.Default);

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) => known is not null && SymbolEqualityComparer.Default.Equals(type, known);
}
