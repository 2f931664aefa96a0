using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Payloads;

/// <summary>What MessagePack knows of the types of a compilation.</summary>
internal sealed class PayloadTypes(Compilation compilation)
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

    private readonly INamedTypeSymbol? _object = compilation.GetTypeByMetadataName("MessagePack.MessagePackObjectAttribute");
    private readonly INamedTypeSymbol? _key = compilation.GetTypeByMetadataName("MessagePack.KeyAttribute");
    private readonly INamedTypeSymbol? _ignore = compilation.GetTypeByMetadataName("MessagePack.IgnoreMemberAttribute");
    private readonly INamedTypeSymbol? _union = compilation.GetTypeByMetadataName("MessagePack.UnionAttribute");
    private readonly INamedTypeSymbol? _formatter = compilation.GetTypeByMetadataName("MessagePack.MessagePackFormatterAttribute");
    private readonly INamedTypeSymbol? _typeless = compilation.GetTypeByMetadataName("MessagePack.Formatters.TypelessFormatter");
    private readonly INamedTypeSymbol? _dataContract = compilation.GetTypeByMetadataName("System.Runtime.Serialization.DataContractAttribute");
    private readonly INamedTypeSymbol? _dataMember = compilation.GetTypeByMetadataName("System.Runtime.Serialization.DataMemberAttribute");
    private readonly INamedTypeSymbol? _ignoreDataMember = compilation.GetTypeByMetadataName("System.Runtime.Serialization.IgnoreDataMemberAttribute");
    private readonly INamedTypeSymbol? _enumerable = compilation.GetTypeByMetadataName("System.Collections.IEnumerable");
    private readonly INamedTypeSymbol? _guid = compilation.GetTypeByMetadataName("System.Guid");
    private readonly INamedTypeSymbol? _dateTimeOffset = compilation.GetTypeByMetadataName("System.DateTimeOffset");
    private readonly INamedTypeSymbol? _options = compilation.GetTypeByMetadataName("MessagePack.MessagePackSerializerOptions");
    private readonly HashSet<ITypeSymbol> _typelessResolvers = Find(compilation, TypelessResolvers);
    private readonly HashSet<ITypeSymbol> _hashing = Find(compilation, HashingCollections);
    private readonly HashSet<ITypeSymbol> _unknown = Find(compilation, UnknownToMessagePack);
    private readonly Lazy<HashSet<ITypeSymbol>> _formatted = new(() => FormattedTypes.Find(compilation));

    /// <summary>Whether the type says how it is written, member by member.</summary>
    public bool IsObject(ITypeSymbol type) => Has(type, _object) || Has(type, _dataContract) || (type.BaseType is { } @base && IsObject(@base));

    /// <summary>The types that a union consists of; none if it is not one.</summary>
    public IEnumerable<ITypeSymbol> UnionOf(ITypeSymbol type) => type.GetAttributes()
        .Where(attribute => Is(attribute.AttributeClass, _union) && attribute.ConstructorArguments.Length > 1)
        .Select(attribute => attribute.ConstructorArguments[1].Value)
        .OfType<ITypeSymbol>();

    /// <summary>Whether a type or member names its own formatter.</summary>
    public bool HasFormatter(ISymbol symbol) => Has(symbol, _formatter);

    /// <summary>Whether that formatter is the one that lets the sender choose the type.</summary>
    public bool HasTypelessFormatter(ISymbol symbol) => _typeless is not null && symbol.GetAttributes().Any(attribute =>
        Is(attribute.AttributeClass, _formatter) && Is(attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol, _typeless));

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

    /// <summary>The fields and properties of an object that are written.</summary>
    public IEnumerable<(ISymbol Member, ITypeSymbol Type)> MembersOf(ITypeSymbol type)
    {
        bool onlyMarked = Has(type, _dataContract) && !Has(type, _object);
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers().Where(member => !member.IsStatic && !member.IsImplicitlyDeclared))
            {
                ITypeSymbol? memberType = member is IPropertySymbol { IsIndexer: false } property ? property.Type : (member as IFieldSymbol)?.Type;
                bool isMarked = Has(member, _key) || Has(member, _dataMember);
                bool isLeftOut = Has(member, _ignore) || Has(member, _ignoreDataMember) || (onlyMarked && !isMarked);
                if (memberType is not null && !isLeftOut && (isMarked || member.DeclaredAccessibility == Accessibility.Public))
                {
                    yield return (member, memberType);
                }
            }
        }
    }

    private static HashSet<ITypeSymbol> Find(Compilation compilation, string[] names) =>
        new(names.Select(compilation.GetTypeByMetadataName).OfType<ITypeSymbol>(), SymbolEqualityComparer.Default);

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attributeClass) => symbol.GetAttributes().Any(attribute => Is(attribute.AttributeClass, attributeClass));

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) => known is not null && SymbolEqualityComparer.Default.Equals(type, known);
}
