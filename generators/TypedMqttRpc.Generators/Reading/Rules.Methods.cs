using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about methods.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor GenericMethod = Create(
        "TMR0101",
        "A remote method has no type parameters",
        "'{0}' is generic; a remote method cannot have type parameters",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ReturnType = Create(
        "TMR0102",
        "A remote method returns a task",
        "'{0}' returns '{1}'; return Task, Task<T>, ValueTask or ValueTask<T>",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ReturnsVoid = Create(
        "TMR0103",
        "A remote method does not return void",
        "'{0}' returns void; return Task, and mark it OneWay if no reply is wanted",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ReturnsReference = Create(
        "TMR0104",
        "A remote method returns a value",
        "'{0}' returns by reference; a remote method returns a value",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NestedTask = Create(
        "TMR0105",
        "A result is no task or stream",
        "'{0}' returns a nested task or stream '{1}'; return the result itself",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor SameTopic = Create(
        "TMR0106",
        "Every method has a topic of its own",
        "'{0}' and '{1}' answer the same topic level '{2}'; give one of them another [MqttMethod] name",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Overloaded = Create(
        "TMR0107",
        "Overloads have names of their own on the wire",
        "'{0}' is overloaded; give each overload its own [MqttMethod] name",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor OneWayResult = Create(
        "TMR0108",
        "A one-way method has no result",
        "'{0}' is OneWay and returns a value, which nobody will send; return Task or ValueTask",
        DiagnosticSeverity.Error);
}
