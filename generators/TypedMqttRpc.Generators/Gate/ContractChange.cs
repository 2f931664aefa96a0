using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>In what a contract differs from what is recorded of it.</summary>
/// <param name="Rule">What kind of change it is.</param>
/// <param name="Symbol">What to look at in the code.</param>
/// <param name="Subject">The service or method.</param>
/// <param name="What">A sentence without an end: what was, and what is.</param>
internal sealed record ContractChange(DiagnosticDescriptor Rule, ISymbol Symbol, string Subject, string What);
