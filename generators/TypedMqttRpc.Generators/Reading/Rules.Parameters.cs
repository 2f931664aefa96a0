using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about parameters.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor ByReference = Create(
        "TMR0201",
        "Parameters are passed by value",
        "Parameter '{0}' is passed by {1}; remote parameters are passed by value",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor RefStruct = Create(
        "TMR0202",
        "A parameter can leave the stack",
        "Parameter '{0}' is a ref struct or pointer ('{1}'), which cannot leave the stack",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor SeveralCancellationTokens = Create(
        "TMR0203",
        "A method has one CancellationToken",
        "'{0}' has more than one CancellationToken",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor CancellationTokenNotLast = Create(
        "TMR0204",
        "The CancellationToken comes last",
        "CancellationToken should be the last parameter of '{0}'",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoCancellationToken = Create(
        "TMR0205",
        "A caller can cancel",
        "'{0}' cannot be cancelled by its caller; add a CancellationToken",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor CannotBeSent = Create(
        "TMR0206",
        "An argument can be sent",
        "Parameter '{0}' of type '{1}' cannot be sent",
        DiagnosticSeverity.Error);
}
