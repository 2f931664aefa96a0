using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Rules about the file that records the contracts of a project, if there is one.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor BreakingChange = Create(
        "TMR0801",
        "A recorded contract does not break",
        "'{0}' breaks those who know it from {1}: {2}; give what changed another name, or delete it from the file if nobody knows it any more",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor ServiceRemoved = Create(
        "TMR0802",
        "A recorded service stays",
        "The service '{0}' is recorded in {1} and not there any more; put it back, or delete it from the file if nobody calls it",
        DiagnosticSeverity.Error,
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NotRecorded = Create(
        "TMR0803",
        "What is new is recorded",
        "'{0}' has something that {1} does not record: {2}; record it with the code fix, or 'dotnet format analyzers --diagnostics TMR0803 --severity warn'",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UnreadableContractFile = Create(
        "TMR0804",
        "The contract file can be read",
        "{0} cannot be read: {1}",
        DiagnosticSeverity.Error,
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NoContractFile = Create(
        "TMR0805",
        "The contract file is there",
        "'{0}' is recorded nowhere: {1}, which the project names as its contract file, is not there; begin with an empty file, or let the code fix write it",
        DiagnosticSeverity.Warning);

    /// <summary>Those that compare a project with its contract file.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfContractFile =>
        ImmutableArray.Create(BreakingChange, ServiceRemoved, NotRecorded, UnreadableContractFile, NoContractFile);
}
