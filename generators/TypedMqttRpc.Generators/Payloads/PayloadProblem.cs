using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Payloads;

/// <summary>Something in a payload that MessagePack cannot write, or will not read.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Type">The type that is wrong, perhaps deep inside of what is sent.</param>
/// <param name="Key">The type of the keys, if they are what is wrong.</param>
internal sealed record PayloadProblem(DiagnosticDescriptor Rule, ITypeSymbol Type, ITypeSymbol? Key = null);
