using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about topics and their tokens.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor EmptyLevel = Create(
        "TMR0401",
        "A topic has no empty level",
        "The topic '{0}' {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Wildcard = Create(
        "TMR0402",
        "A topic has no wildcards",
        "The topic '{0}' {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor TokenNearMiss = Create(
        "TMR0403",
        "A token has the exact name of its parameter",
        "Parameter '{0}' does not fill the token '{1}', whose name differs in case: the value travels in the payload, and the token is bound when the client is made",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor Braces = Create(
        "TMR0404",
        "A token is a whole level in braces",
        "The topic '{0}' {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor TokenTwice = Create(
        "TMR0405",
        "A token stands in a topic once",
        "The topic '{0}' {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor TokenType = Create(
        "TMR0406",
        "A token parameter has a plain type",
        "Token parameter '{0}' has type '{1}'; use string, an integer, Guid or an enum",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ReservedTopic = Create(
        "TMR0407",
        "A topic does not begin with a dollar sign",
        "The topic '{0}' {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor BadCharacter = Create(
        "TMR0408",
        "A topic holds characters that MQTT allows",
        "The topic '{0}' {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor OverlappingServices = Create(
        "TMR0409",
        "Services get their own requests only",
        "'{0}' at '{1}' and '{2}' at '{3}' get requests of each other; tell their topics apart by a level of text",
        DiagnosticSeverity.Warning, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NullableToken = Create(
        "TMR0411",
        "A token parameter is not nullable",
        "Token parameter '{0}' may be null; a level of a topic cannot",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TooManyLevels = Create(
        "TMR0412",
        "A topic has no more levels than brokers allow",
        "The requests of '{0}' have {1} topic levels, its method included; brokers allow {2}, and every call is refused",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TopicTooLong = Create(
        "TMR0413",
        "A topic is no longer than brokers allow",
        "The topic of '{0}' is {1} bytes long at least, its method included; brokers allow {2}, and every call is refused",
        DiagnosticSeverity.Warning);
}
