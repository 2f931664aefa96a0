using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Reports options of the serializer that the library refuses at run time, where they are written out.</summary>
internal static class SerializerOptionsUse
{
    public static void Analyze(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "SerializerOptions", ContainingType: { Name: "MqttRpcOptions", ContainingNamespace.Name: "TypedMqttRpc" } } })
        {
            return;
        }

        if (FindProblem(assignment.Value) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.RefusedOptions, assignment.Value.Syntax.GetLocation(), problem));
        }
    }

    /// <summary>Follows the calls that options are made with, from the last to the first; a later one undoes an earlier.</summary>
    private static string? FindProblem(IOperation? value)
    {
        bool isCompressionKnown = false;
        bool isResolverKnown = false;
        while (value is not null)
        {
            switch (value)
            {
                case IInvocationOperation { TargetMethod.Name: "WithCompression", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: int compression } }] } call:
                    if (!isCompressionKnown && compression != 0)
                    {
                        return "compress, and compression is not part of the protocol";
                    }

                    isCompressionKnown = true;
                    value = call.Instance;
                    break;
                case IInvocationOperation { TargetMethod.Name: "WithResolver", Arguments: [var argument] } call:
                    if (!isResolverKnown && IsTypeless(argument.Value))
                    {
                        return Typeless;
                    }

                    isResolverKnown = true;
                    value = call.Instance;
                    break;
                case IInvocationOperation call:
                    value = call.Instance;
                    break;
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                default:
                    return !isResolverKnown && IsTypeless(value) ? Typeless : null;
            }
        }

        return null;
    }

    private const string Typeless = "are typeless, and would let a peer choose which types are made";

    private static bool IsTypeless(IOperation value) => value is IConversionOperation conversion
        ? IsTypeless(conversion.Operand)
        : value is IMemberReferenceOperation { Member.ContainingType: { Name: "TypelessContractlessStandardResolver" or "TypelessObjectResolver", ContainingNamespace.Name: "Resolvers" } };
}
