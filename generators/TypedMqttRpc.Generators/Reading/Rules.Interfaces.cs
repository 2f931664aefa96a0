using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about the interface itself.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor NotPartial = Create(
        "TMR0001",
        "A service interface is partial",
        "Declare '{0}' partial so that its client and dispatcher can be generated",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Create(
        "TMR0002",
        "The types around a service interface are partial",
        "'{0}' is nested in '{1}', which is not partial; declare '{1}' partial as well",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NotVisible = Create(
        "TMR0003",
        "A service interface and its members are visible in their assembly",
        "'{0}' is {1}; a service interface and its members must be visible in their assembly",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor GenericContract = Create(
        "TMR0004",
        "A service interface has no type parameters",
        "'{0}' is generic or nested in a generic type; a service interface cannot have type parameters",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Property = Create(
        "TMR0005",
        "A service interface has no properties",
        "'{0}' is a property; declare a method that returns Task<{1}>",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Event = Create(
        "TMR0006",
        "A service interface has no events",
        "'{0}' is an event, and events do not travel; declare a method instead",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor OldLanguage = Create(
        "TMR0007",
        "A service needs C# 11",
        "TypedMqttRpc needs C# 11 or later; this project compiles as C# {0}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor StaticAbstract = Create(
        "TMR0008",
        "A service interface requires no static members",
        "'{0}' is a static abstract member; a service interface cannot require static members",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor HasBody = Create(
        "TMR0009",
        "A method with a body is not remote",
        "'{0}' has a body: it runs in the caller and is never sent",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor InheritsNoService = Create(
        "TMR0010",
        "A service inherits services only",
        "'{0}' inherits '{1}', which declares members and is not a service; inherit only services, IDisposable or IAsyncDisposable",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ClientNameTaken = Create(
        "TMR0011",
        "The name of the generated client is free",
        "'{0}' cannot be generated: {1} has that name or needs it as well; rename one of them",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NoMethod = Create(
        "TMR0012",
        "A service has remote methods",
        "'{0}' declares no remote method",
        DiagnosticSeverity.Warning);
}
