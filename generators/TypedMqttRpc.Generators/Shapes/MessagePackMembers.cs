using Microsoft.CodeAnalysis;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Shapes;

/// <summary>The members of a type as its MessagePack attributes lay them out.</summary>
internal static class MessagePackMembers
{
    /// <summary>A slip of the pen must not make the compiler write a million elements.</summary>
    private const int MaxKey = 10_000;

    /// <returns><see langword="null"/> when the type says nothing of it.</returns>
    public static MessagePackLayout? Find(ITypeSymbol type)
    {
        MessagePackMember[] cases =
        [
            .. Attributes(type, "UnionAttribute").Where(union => union.ConstructorArguments.Length == 2)
                .Select(union => new MessagePackMember($"{union.ConstructorArguments[0].Value}", union.ConstructorArguments[1].Value as ITypeSymbol))
                .OrderBy(union => union.Name, StringComparer.Ordinal),
        ];
        if (cases.Length > 0)
        {
            return new MessagePackLayout(WireKind.Union, cases);
        }

        if (Attributes(type, "MessagePackFormatterAttribute").Any() || FindObject(type) is not { } attribute)
        {
            return null;
        }

        ISymbol[] members = [.. MembersOf(type)];
        if (attribute.ConstructorArguments.FirstOrDefault().Value is true)
        {
            return ByName(members.Where(IsVisible).Select(member => (Key: KeyOf(member) as string ?? (object)member.Name, Member: member)));
        }

        (object Key, ISymbol Member)[] keyed = [.. members.Select(member => (Key: KeyOf(member)!, Member: member)).Where(member => member.Key is not null)];
        return keyed.Any(member => member.Key is string) ? ByName(keyed) : ByPosition(keyed);
    }

    /// <summary>A class is laid out as its base says, unless it says so itself.</summary>
    private static AttributeData? FindObject(ITypeSymbol type) =>
        Attributes(type, "MessagePackObjectAttribute").FirstOrDefault() ?? (type.BaseType is { } @base ? FindObject(@base) : null);

    private static MessagePackLayout ByName(IEnumerable<(object Key, ISymbol Member)> members) => new(
        WireKind.Map,
        [.. members.Select(member => new MessagePackMember($"{member.Key}", TypeOf(member.Member))).OrderBy(member => member.Name, StringComparer.Ordinal)]);

    /// <summary>Keys that nobody has are elements all the same.</summary>
    private static MessagePackLayout ByPosition((object Key, ISymbol Member)[] members)
    {
        var byKey = members.Where(member => (int)member.Key >= 0).GroupBy(member => (int)member.Key).ToDictionary(group => group.Key, group => group.First().Member);
        int count = byKey.Count == 0 ? 0 : Math.Min(byKey.Keys.Max(), MaxKey) + 1;
        return new MessagePackLayout(
            WireKind.Array,
            [.. Enumerable.Range(0, count).Select(key => byKey.TryGetValue(key, out ISymbol? member) ? new MessagePackMember(member.Name, TypeOf(member)) : new MessagePackMember("_", null))]);
    }

    private static IEnumerable<ISymbol> MembersOf(ITypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (ITypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (IsData(member) && !IsIgnored(member) && seen.Add(member.Name))
                {
                    yield return member;
                }
            }
        }
    }

    private static bool IsData(ISymbol member) =>
        member is IPropertySymbol { IsStatic: false, IsIndexer: false } or IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false };

    private static bool IsIgnored(ISymbol member) => Attributes(member, "IgnoreMemberAttribute").Any() || Attributes(member, "IgnoreDataMemberAttribute").Any();

    private static bool IsVisible(ISymbol member) => member.DeclaredAccessibility == Accessibility.Public;

    private static object? KeyOf(ISymbol member) => Attributes(member, "KeyAttribute").FirstOrDefault()?.ConstructorArguments.FirstOrDefault().Value;

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static IEnumerable<AttributeData> Attributes(ISymbol symbol, string name) => symbol.GetAttributes().Where(attribute =>
        attribute.AttributeClass is { } type && type.Name == name && type.ContainingNamespace?.ToDisplayString() is "MessagePack" or "System.Runtime.Serialization");
}

/// <summary>How a type is laid out, and of what.</summary>
internal sealed record MessagePackLayout(WireKind Kind, IReadOnlyList<MessagePackMember> Members);

/// <summary>A member; without a type it is an element that nobody uses.</summary>
internal sealed record MessagePackMember(string Name, ITypeSymbol? Type);
