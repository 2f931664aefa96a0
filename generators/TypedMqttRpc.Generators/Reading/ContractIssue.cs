using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>A breach of one of the <see cref="Rules"/>. It holds a symbol and therefore never enters the pipeline.</summary>
internal sealed record ContractIssue(string RuleId, ISymbol Symbol, IReadOnlyList<object> Arguments);
