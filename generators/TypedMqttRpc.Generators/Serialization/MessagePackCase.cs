using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Serialization;

/// <summary>One of the types of a union.</summary>
/// <param name="Key">The number that stands for it.</param>
/// <param name="Type">It itself, if it is not given as text.</param>
internal sealed record MessagePackCase(int Key, ITypeSymbol? Type);
