using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about the attributes' settings.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor OutOfRange = Create(
        "TMR0501",
        "A setting is within its range",
        "{0} of '{1}' is {2}; valid values are {3}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Timeout = Create(
        "TMR0502",
        "A time limit is at most a day",
        "TimeoutMs of '{0}' is {1}; valid values are 1 to 86400000 (a day), or 0 to leave it to the connection",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor BadArgument = Create(
        "TMR0503",
        "The detail of a declared fault has a type that can be used",
        "The detail type of a [RpcFault] of '{0}' cannot be used: {1}",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NoEffect = Create(
        "TMR0504",
        "Attributes of methods stand in services",
        "[{0}] has no effect on '{1}', which is not a method of a [MqttService] interface",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor Group = Create(
        "TMR0505",
        "A group is one topic level",
        "The group '{0}' is not one topic level: plain text without '/', '+' and '#'",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NotOneLevel = Create(
        "TMR0506",
        "A name is one topic level",
        "The name '{0}' in [{1}] is not one topic level: plain text without '/', '+' and '#'",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor SameFaultName = Create(
        "TMR0507",
        "Every declared fault has a name of its own",
        "'{0}' and '{1}', faults of '{2}', are both called '{3}' on the wire; give one of them a Name",
        DiagnosticSeverity.Warning);
}
