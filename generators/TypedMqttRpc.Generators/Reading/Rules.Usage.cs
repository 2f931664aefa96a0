using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about code that uses services.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor NoService = Create(
        "TMR0701",
        "Only services are called and served",
        "'{0}' cannot be used with {1}: {2}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ClassInsteadOfService = Create(
        "TMR0702",
        "Services are named by their interface",
        "Write {1}<{2}>; '{0}' is a class",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor RefusedOptions = Create(
        "TMR0703",
        "The serializer neither compresses nor lets the sender choose types",
        "These options are refused when the connection is made: they {0}",
        DiagnosticSeverity.Error);
}
