using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>
/// The lambdas that write and read the arguments of a method, line by line. The library writes and reads the head of the array
/// and checks what is around it.
/// </summary>
internal static class ArgumentsText
{
    public static IReadOnlyList<string> Write(MethodModel method)
    {
        string[] calls = [.. Parameters(method, ParameterRole.Argument).Select(parameter => $"arguments.Write({RequestShape.Access(method, parameter)})")];
        string writer = calls.Length == 0 ? "_" : "arguments";
        string request = calls.Length == 0 ? "_" : "request";
        return Lambda($"static (ref global::TypedMqttRpc.Payloads.ArgumentWriter {writer}, {RequestShape.TypeOf(method)} {request}) =>", calls);
    }

    public static IReadOnlyList<string> Read(MethodModel method)
    {
        string[] values = [.. RequestShape.ParametersOf(method).Select(ReadOne)];
        string head = $"static (ref global::TypedMqttRpc.Payloads.ArgumentReader {(values.Length == 0 ? "_" : "arguments")}) =>";
        return values.Length switch
        {
            0 => [$"{head} {RequestShape.Nil}.Default"],
            1 => [$"{head} {values[0]}"],
            _ => [$"{head} (", .. values.Select((value, i) => $"    {value}{(i < values.Length - 1 ? "," : ")")}")],
        };
    }

    public static IReadOnlyList<string> WriteTokens(MethodModel method) => Lambda(
        "static (tokens, request) =>",
        [.. Parameters(method, ParameterRole.Token).Select(parameter => $"tokens.Write({Name(parameter)}, {RequestShape.Access(method, parameter)})")]);

    private static IEnumerable<ParameterModel> Parameters(MethodModel method, ParameterRole role) => method.Signature.Parameters.Where(parameter => parameter.Role == role);

    private static IReadOnlyList<string> Lambda(string head, string[] calls) => calls.Length switch
    {
        0 => [$"{head} {{ }}"],
        1 => [$"{head} {calls[0]}"],
        _ => [head, "{", .. calls.Select(call => $"    {call};"), "}"],
    };

    private static string ReadOne(ParameterModel parameter)
    {
        string method = parameter.Role == ParameterRole.Token ? "Token" : parameter.AllowsNull ? "ReadNullable" : "Read";
        string defaultValue = parameter.Role == ParameterRole.Token || parameter.DefaultValue is null ? string.Empty : $", {parameter.DefaultValue}";
        return $"arguments.{method}<{parameter.Type}>({Name(parameter)}{defaultValue})";
    }

    private static string Name(ParameterModel parameter) => SymbolDisplay.FormatLiteral(parameter.WireName, quote: true);
}
