using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>A breach of one of the <see cref="Rules"/>. It holds a symbol and therefore never enters the pipeline.</summary>
internal sealed record ContractIssue(DiagnosticDescriptor Rule, ISymbol Symbol, IReadOnlyList<object> Arguments)
{
    /// <summary>What is to be changed, if that is something else than the symbol.</summary>
    public ISymbol? Cause { get; init; }

    /// <summary>What a code fix needs to know beside the place.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;
}
