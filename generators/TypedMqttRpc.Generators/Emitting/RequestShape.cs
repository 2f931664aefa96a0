using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>How the parameters of a call are one value: nothing, the parameter itself, or a tuple.</summary>
internal static class RequestShape
{
    public enum Kind
    {
        Nothing,
        Single,
        Tuple,
    }

    public const string Nil = "global::MessagePack.Nil";

    /// <summary>The parameters that are part of the request.</summary>
    public static IReadOnlyList<ParameterModel> ParametersOf(MethodModel method) =>
        [.. method.Signature.Parameters.Where(parameter => parameter.Role != ParameterRole.CancellationToken)];

    public static Kind Of(MethodModel method) => ParametersOf(method).Count switch
    {
        0 => Kind.Nothing,
        1 => Kind.Single,
        _ => Kind.Tuple,
    };

    public static string TypeOf(MethodModel method) => Of(method) switch
    {
        Kind.Nothing => Nil,
        Kind.Single => ParametersOf(method)[0].Type,
        _ => $"({string.Join(", ", ParametersOf(method).Select(parameter => $"{parameter.Type} {parameter.ElementName}"))})",
    };

    /// <summary>The request as a caller's code makes it.</summary>
    public static string Make(MethodModel method) => Of(method) switch
    {
        Kind.Nothing => "default",
        Kind.Single => ParametersOf(method)[0].Name,
        _ => $"({string.Join(", ", ParametersOf(method).Select(parameter => parameter.Name))})",
    };

    /// <summary>A parameter, where the request is called <c>request</c>.</summary>
    public static string Access(MethodModel method, ParameterModel parameter) =>
        Of(method) == Kind.Single ? "request" : $"request.{parameter.ElementName}";
}
