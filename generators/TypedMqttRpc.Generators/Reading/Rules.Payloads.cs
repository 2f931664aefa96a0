using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about what is sent.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor NoFormatter = Create(
        "TMR0601",
        "What is sent can be written",
        "'{1}' sends '{0}', which has no [MessagePackObject], [DataContract] or formatter",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoUnion = Create(
        "TMR0602",
        "An abstract type that is sent names its kinds",
        "'{1}' sends '{0}', an interface or abstract class without [Union]; MessagePack cannot know what to make of it",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TypeIsLost = Create(
        "TMR0603",
        "What is sent has a type",
        "'{1}' sends '{0}', whose value arrives without its type: objects as arrays, enums and integers as another integer",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor ResultCannotBeSent = Create(
        "TMR0604",
        "A result can be sent",
        "'{0}' returns '{1}', which cannot be sent",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor KeyIsRefused = Create(
        "TMR0605",
        "Keys have a type that a peer cannot make slow",
        "'{1}' sends '{0}', which its receiver refuses: of data that is not trusted, MessagePack hashes no key of type '{2}'",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TypelessFormatter = Create(
        "TMR0606",
        "The sender does not choose types",
        "'{1}' sends '{0}' with the typeless formatter, which makes whatever type the sender names",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor MemoryOfArguments = Create(
        "TMR0607",
        "How much memory a request can take",
        "A request to '{0}' can make its server allocate about {1} bytes for each byte sent; MaxRequestBytes limits that",
        DiagnosticSeverity.Hidden);
}
