using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Serialization;

/// <summary>What the attributes of MessagePack, and those of the framework that it heeds, say of the types of a compilation. Safe for use by several threads.</summary>
internal sealed class MessagePackAttributes(Compilation compilation)
{
    private readonly INamedTypeSymbol? _object = compilation.GetTypeByMetadataName("MessagePack.MessagePackObjectAttribute");
    private readonly INamedTypeSymbol? _key = compilation.GetTypeByMetadataName("MessagePack.KeyAttribute");
    private readonly INamedTypeSymbol? _ignore = compilation.GetTypeByMetadataName("MessagePack.IgnoreMemberAttribute");
    private readonly INamedTypeSymbol? _union = compilation.GetTypeByMetadataName("MessagePack.UnionAttribute");
    private readonly INamedTypeSymbol? _formatter = compilation.GetTypeByMetadataName("MessagePack.MessagePackFormatterAttribute");
    private readonly INamedTypeSymbol? _typeless = compilation.GetTypeByMetadataName("MessagePack.Formatters.TypelessFormatter");
    private readonly INamedTypeSymbol? _dataContract = compilation.GetTypeByMetadataName("System.Runtime.Serialization.DataContractAttribute");
    private readonly INamedTypeSymbol? _dataMember = compilation.GetTypeByMetadataName("System.Runtime.Serialization.DataMemberAttribute");
    private readonly INamedTypeSymbol? _ignoreDataMember = compilation.GetTypeByMetadataName("System.Runtime.Serialization.IgnoreDataMemberAttribute");

    /// <summary>Many methods of many contracts send the same types.</summary>
    private readonly ConcurrentDictionary<ITypeSymbol, IReadOnlyList<MessagePackMember>> _members = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>Whether the type says how it is written, member by member. A class is written as its base, unless it says so itself.</summary>
    public bool IsObject(ITypeSymbol type) => Has(type, _object) || Has(type, _dataContract) || (type.BaseType is { } @base && IsObject(@base));

    /// <summary>Whether the members of an object travel by their names, and not only those with a key.</summary>
    public bool IsKeyedByName(ITypeSymbol type) => FindObject(type)?.ConstructorArguments.FirstOrDefault().Value is true;

    /// <summary>The types that a union consists of; none if it is not one.</summary>
    public IEnumerable<MessagePackCase> CasesOf(ITypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (Is(attribute, _union) && attribute.ConstructorArguments is [{ Value: int key }, { Value: var @case }])
            {
                yield return new(key, @case as ITypeSymbol);
            }
        }
    }

    /// <summary>Whether a type or member names its own formatter.</summary>
    public bool HasFormatter(ISymbol symbol) => Has(symbol, _formatter);

    /// <summary>Whether that formatter is the one that lets the sender choose the type.</summary>
    public bool HasTypelessFormatter(ISymbol symbol) =>
        Find(symbol, _formatter)?.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol formatter && SymbolEqualityComparer.Default.Equals(formatter, _typeless);

    /// <summary>Whether somebody has given the member a key of MessagePack's.</summary>
    public bool HasKey(ISymbol member) => Has(member, _key);

    /// <summary>The fields and properties of an object that are written, those of the type itself before those of its bases.</summary>
    public IReadOnlyList<MessagePackMember> MembersOf(ITypeSymbol type) => _members.GetOrAdd(type, ReadMembers);

    private IReadOnlyList<MessagePackMember> ReadMembers(ITypeSymbol type)
    {
        bool isKeyedByName = IsKeyedByName(type);
        bool isDataContract = FindObject(type) is null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<MessagePackMember> members = [];
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (TypeOf(member) is not { } memberType || !seen.Add(member.Name) || Has(member, _ignore) || Has(member, _ignoreDataMember))
                {
                    continue;
                }

                object? key = isDataContract ? KeyOfDataMember(member) : KeyOf(member);
                if (key is not null || (!isDataContract && member.DeclaredAccessibility == Accessibility.Public))
                {
                    members.Add(new(member, memberType, isKeyedByName ? key as string ?? member.Name : key));
                }
            }
        }

        return members;
    }

    /// <summary>The attribute that decides before a data contract's.</summary>
    private AttributeData? FindObject(ITypeSymbol type) => Find(type, _object) ?? (type.BaseType is { } @base ? FindObject(@base) : null);

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IPropertySymbol { IsStatic: false, IsIndexer: false, IsImplicitlyDeclared: false } property => property.Type,
        IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => field.Type,
        _ => null,
    };

    /// <summary>In code that is being typed a key may be anything.</summary>
    private object? KeyOf(ISymbol member) => Find(member, _key)?.ConstructorArguments.FirstOrDefault().Value is var key and (int or string) ? key : null;

    private object? KeyOfDataMember(ISymbol member) => Find(member, _dataMember) is { } attribute
        ? NamedArgument(attribute, "Order") ?? NamedArgument(attribute, "Name") ?? member.Name
        : null;

    private static object? NamedArgument(AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attributeClass) => Find(symbol, attributeClass) is not null;

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attributeClass)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (Is(attribute, attributeClass))
            {
                return attribute;
            }
        }

        return null;
    }

    private static bool Is(AttributeData attribute, INamedTypeSymbol? attributeClass) =>
        attributeClass is not null && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass);
}
