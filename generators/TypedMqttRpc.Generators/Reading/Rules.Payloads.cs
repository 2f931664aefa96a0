using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about what is sent.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor ResultCannotBeSent = Create(
        "TMR0604",
        "A result can be sent",
        "'{0}' returns '{1}', which cannot be sent",
        DiagnosticSeverity.Error);
}
