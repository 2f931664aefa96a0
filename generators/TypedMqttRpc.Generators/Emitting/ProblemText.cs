using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>Prints the exception that says why something does not work.</summary>
internal static class ProblemText
{
    /// <summary>What is wrong with the whole contract is said once, in the descriptors.</summary>
    public static string Throw(string reason, ContractModel contract)
    {
        string text = reason == contract.Problem ? $"{contract.DescriptorsName}.Problem" : SymbolDisplay.FormatLiteral(reason, quote: true);
        return $"throw new global::System.NotSupportedException({text})";
    }
}
