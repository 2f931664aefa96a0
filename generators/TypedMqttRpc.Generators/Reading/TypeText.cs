using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>Types and names as source that means the same in any file.</summary>
internal static class TypeText
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat NamespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat PlainFormat = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static string Of(ITypeSymbol type) => type.ToDisplayString(Format);

    /// <summary>The type of a result. Code without nullable annotations says nothing about null, so null is allowed.</summary>
    public static string OfResult(ITypeSymbol type) => Of(type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.None
        ? type.WithNullableAnnotation(NullableAnnotation.Annotated)
        : type);

    /// <summary>The type of a parameter: as of a result, except that <c>dynamic</c> would make the generated calls dynamic.</summary>
    public static string OfParameter(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic
        ? type.NullableAnnotation == NullableAnnotation.NotAnnotated ? "object" : "object?"
        : OfResult(type);

    public static bool AllowsNull(ITypeSymbol type) => type.IsReferenceType
        ? type.NullableAnnotation != NullableAnnotation.NotAnnotated
        : type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static string Of(INamespaceSymbol @namespace) => @namespace.ToDisplayString(NamespaceFormat);

    /// <summary>A namespace as part of a file's name, where keywords are names like any other.</summary>
    public static string Plain(INamespaceSymbol @namespace) => @namespace.ToDisplayString(PlainFormat);

    /// <summary>For people.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
