using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>Prints how a member is declared.</summary>
internal static class SignatureEmitter
{
    /// <summary>What stands above the declaration.</summary>
    public static void EmitHead(SourceWriter writer, SignatureModel signature)
    {
        if (signature.ExplicitInterface is null)
        {
            writer.Line("/// <inheritdoc/>");
        }

        foreach (string attribute in signature.Attributes)
        {
            writer.Line(attribute);
        }
    }

    /// <summary>A method up to its body.</summary>
    public static string Declare(SignatureModel signature) =>
        $"{DeclareName(signature)}{TypeParameters(signature)}({Parameters(signature)}){Constraints(signature)}";

    /// <summary>A member up to its parameters.</summary>
    public static string DeclareName(SignatureModel signature, string keyword = "")
    {
        string modifiers = (signature.ExplicitInterface is null ? "public " : string.Empty) + (signature.IsUnsafe ? "unsafe " : string.Empty);
        string qualifier = signature.ExplicitInterface is null ? string.Empty : signature.ExplicitInterface + ".";
        return $"{modifiers}{keyword}{signature.ReturnType} {qualifier}{signature.Name}";
    }

    public static string Parameters(SignatureModel signature) =>
        string.Join(", ", signature.Parameters.Select(parameter => Parameter(parameter, isExplicit: signature.ExplicitInterface is not null)));

    /// <summary>Nobody calls an explicit implementation by its own signature: a default value or <c>params</c> has no effect there.</summary>
    private static string Parameter(ParameterModel parameter, bool isExplicit)
    {
        string modifier = isExplicit && parameter.Modifier == "params " ? string.Empty : parameter.Modifier;
        string defaultValue = isExplicit || parameter.DefaultValue is null ? string.Empty : $" = {parameter.DefaultValue}";
        return $"{modifier}{parameter.Type} {parameter.Name}{defaultValue}";
    }

    private static string TypeParameters(SignatureModel signature) => signature.TypeParameters.Count == 0
        ? string.Empty
        : $"<{string.Join(", ", signature.TypeParameters.Select(parameter => parameter.Name))}>";

    private static string Constraints(SignatureModel signature) =>
        string.Concat(signature.TypeParameters.Select(parameter => $" where {parameter.Name} : {parameter.Constraint}"));
}
