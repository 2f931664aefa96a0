using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Serialization;

/// <summary>A field or property that is written.</summary>
/// <param name="Symbol">It itself.</param>
/// <param name="Type">Its type.</param>
/// <param name="Key">A number for its place or a text for its name; <see langword="null"/> for one that still needs a key.</param>
internal sealed record MessagePackMember(ISymbol Symbol, ITypeSymbol Type, object? Key);
