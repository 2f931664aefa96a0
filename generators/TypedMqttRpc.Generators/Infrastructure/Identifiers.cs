using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Infrastructure;

internal static class Identifiers
{
    /// <summary>A name as source: keywords need an <c>@</c>.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
