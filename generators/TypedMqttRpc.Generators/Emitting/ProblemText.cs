using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>The exceptions that say why something does not work.</summary>
internal static class ProblemText
{
    public static string Throw(string reason) => ThrowExpression(SymbolDisplay.FormatLiteral(reason, quote: true));

    /// <summary>What is wrong with a whole contract, which its descriptors say once; <see langword="null"/> if nothing is.</summary>
    public static string? ThrowFor(ContractModel contract) => contract.Problem is null ? null : ThrowExpression($"{contract.DescriptorsName}.Problem");

    private static string ThrowExpression(string message) => $"throw new global::System.NotSupportedException({message})";
}
