using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Payloads;

/// <summary>The types that a project has a formatter for, or promises one.</summary>
/// <remarks>MessagePack's own generator registers every formatter that it finds in a project.</remarks>
internal static class FormattedTypes
{
    public static HashSet<ITypeSymbol> Find(Compilation compilation)
    {
        var found = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        if (compilation.GetTypeByMetadataName("MessagePack.Formatters.IMessagePackFormatter`1") is not { } formatter)
        {
            return found;
        }

        foreach (INamedTypeSymbol type in TypesIn(compilation.Assembly.GlobalNamespace))
        {
            AddTypesOf(type);
        }

        INamedTypeSymbol? known = compilation.GetTypeByMetadataName("MessagePack.MessagePackKnownFormatterAttribute");
        INamedTypeSymbol? assumed = compilation.GetTypeByMetadataName("MessagePack.MessagePackAssumedFormattableAttribute");
        foreach (AttributeData attribute in compilation.Assembly.GetAttributes())
        {
            if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol type }])
            {
                continue;
            }

            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, known))
            {
                AddTypesOf(type);
            }
            else if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, assumed))
            {
                found.Add(type);
                found.Add(type.OriginalDefinition);
            }
        }

        return found;

        void AddTypesOf(INamedTypeSymbol candidate) => found.UnionWith(candidate.AllInterfaces
            .Where(@interface => SymbolEqualityComparer.Default.Equals(@interface.OriginalDefinition, formatter))
            .SelectMany(@interface => new[] { @interface.TypeArguments[0], @interface.TypeArguments[0].OriginalDefinition }));
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            {
                yield return type;
            }

            foreach (INamedTypeSymbol nested in TypesIn(member))
            {
                yield return nested;
            }
        }
    }
}
