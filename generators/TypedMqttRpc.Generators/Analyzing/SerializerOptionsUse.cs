using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedMqttRpc.Generators.Payloads;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Reports options of the serializer that the library refuses at run time, where they are written out.</summary>
internal static class SerializerOptionsUse
{
    private const string Compress = "compress, and compression is not part of the protocol";
    private const string AreTypeless = "are typeless, and would let a peer choose which types are made";

    public static void Analyze(OperationAnalysisContext context, KnownTypes known)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "SerializerOptions", ContainingType: var type } }
            && known.IsConnectionOptions(type)
            && FindProblem(assignment.Value, known.Payloads) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.RefusedOptions, assignment.Value.Syntax.GetLocation(), problem));
        }
    }

    /// <summary>Follows the calls that options are made with, from the last to the first; a later one undoes an earlier.</summary>
    private static string? FindProblem(IOperation value, PayloadTypes types)
    {
        bool isCompressionSet = false;
        bool isResolverSet = false;
        while (value is IInvocationOperation { Instance: { } instance, TargetMethod: { Name: var method, ContainingType: var type }, Arguments: var arguments } && types.IsSerializerOptions(type))
        {
            if (method == "WithCompression" && !isCompressionSet)
            {
                if (arguments is [{ Value.ConstantValue: { HasValue: true, Value: not 0 } }])
                {
                    return Compress;
                }

                isCompressionSet = true;
            }
            else if (method == "WithResolver" && !isResolverSet)
            {
                if (arguments is [var resolver] && IsTypeless(resolver.Value, types))
                {
                    return AreTypeless;
                }

                isResolverSet = true;
            }

            value = instance;
        }

        return !isResolverSet && IsTypeless(value, types) ? AreTypeless : null;
    }

    private static bool IsTypeless(IOperation value, PayloadTypes types) => value switch
    {
        IConversionOperation conversion => IsTypeless(conversion.Operand, types),
        IMemberReferenceOperation reference => types.IsTypelessResolver(reference.Member.ContainingType),
        _ => false,
    };
}
