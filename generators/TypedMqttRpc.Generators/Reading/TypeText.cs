using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>Types and names as source that means the same in any file.</summary>
internal static class TypeText
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat NamespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static string Of(ITypeSymbol type) => type.ToDisplayString(Format);

    /// <summary>
    /// The type of a value that travels. Code without nullable annotations says nothing about null, so null is allowed. A value of type
    /// <c>dynamic</c> would make the generated calls dynamic.
    /// </summary>
    public static string OfValue(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic
        ? type.NullableAnnotation == NullableAnnotation.NotAnnotated ? "object" : "object?"
        : Of(type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.None
            ? type.WithNullableAnnotation(NullableAnnotation.Annotated)
            : type);

    public static bool AllowsNull(ITypeSymbol type) => type.IsReferenceType
        ? type.NullableAnnotation != NullableAnnotation.NotAnnotated
        : type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static string Of(INamespaceSymbol @namespace) => @namespace.ToDisplayString(NamespaceFormat);

    /// <summary>For people.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
