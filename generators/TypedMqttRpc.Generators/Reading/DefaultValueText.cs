using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>The default value of a parameter as source.</summary>
internal static class DefaultValueText
{
    /// <summary><see langword="null"/> when there is none, or none that source can express.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        object? value = parameter.ExplicitDefaultValue;
        return value is null ? OfNothing(parameter.Type)
            : type.TypeKind == TypeKind.Enum ? OfEnum((INamedTypeSymbol)type, value)
            : OfConstant(value);
    }

    private static string OfNothing(ITypeSymbol type) =>
        TypeText.AllowsNull(type) ? "null"
        : type.IsReferenceType ? "null!"
        : "default";

    private static string OfEnum(INamedTypeSymbol type, object value)
    {
        IFieldSymbol? member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && field.ConstantValue!.Equals(value));
        return member is not null
            ? $"{TypeText.Of(type)}.{Identifiers.Escape(member.Name)}"
            : $"({TypeText.Of(type)})({OfConstant(value)})";
    }

    private static string? OfConstant(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        double number => OfDouble(number),
        float number => OfFloat(number),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        sbyte or byte or short or ushort or int or uint => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string OfDouble(double number) =>
        double.IsNaN(number) ? "double.NaN"
        : double.IsPositiveInfinity(number) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(number) ? "double.NegativeInfinity"
        : IsNegativeZero(number) ? "-0d"
        : RoundTrip(number.ToString("R", CultureInfo.InvariantCulture), number) + "d";

    private static string OfFloat(float number) =>
        float.IsNaN(number) ? "float.NaN"
        : float.IsPositiveInfinity(number) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(number) ? "float.NegativeInfinity"
        : IsNegativeZero(number) ? "-0f"
        : number.ToString("R", CultureInfo.InvariantCulture) + "f";

    /// <summary>On .NET Framework the round-trip format does not always round-trip.</summary>
    private static string RoundTrip(string text, double number) =>
        double.Parse(text, CultureInfo.InvariantCulture) == number ? text : number.ToString("G17", CultureInfo.InvariantCulture);

    private static bool IsNegativeZero(double number) => number == 0 && BitConverter.DoubleToInt64Bits(number) != 0;
}
