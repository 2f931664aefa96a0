using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>Prints the descriptors: what the library needs to know about the service and its methods.</summary>
internal static class DescriptorEmitter
{
    public static void Emit(SourceWriter writer, ContractModel contract)
    {
        using (writer.Block($"file static class {contract.DescriptorsName}"))
        {
            if (contract.Problem is not null)
            {
                writer.Line($"public const string Problem = {Literal(contract.Problem)};");
                return;
            }

            writer.Line($"public static readonly global::TypedMqttRpc.MqttService Service = new({Literal(contract.ServiceName)}, {Literal(contract.Template)}){End(ServiceSettings(contract))}");
            EmitSettings(writer, ServiceSettings(contract));
            foreach (MethodModel method in contract.Methods)
            {
                writer.Line();
                EmitMethod(writer, method);
            }
        }
    }

    private static void EmitMethod(SourceWriter writer, MethodModel method)
    {
        string[] settings = MethodSettings(method);
        writer.Line($"public static readonly global::TypedMqttRpc.MqttMethod<{RequestShape.TypeOf(method)}, {method.ResultType ?? RequestShape.Nil}> {method.DescriptorName} = new(");
        using (writer.Indent())
        {
            writer.Line("Service,");
            writer.Line($"{Literal(method.WireName)},");
            writer.Lines(ArgumentsText.Write(method), end: ",");
            writer.Lines(ArgumentsText.Read(method), end: ")" + End(settings));
        }

        EmitSettings(writer, settings);
    }

    private static string End(string[] settings) => settings.Length == 0 ? ";" : string.Empty;

    private static void EmitSettings(SourceWriter writer, string[] settings)
    {
        if (settings.Length == 0)
        {
            return;
        }

        using (writer.Braces(close: "};"))
        {
            foreach (string setting in settings)
            {
                writer.Lines(setting.Split('\n'), end: ",");
            }
        }
    }

    private static string[] ServiceSettings(ContractModel contract) => Present(
        contract.Group is { } group ? $"Group = {Literal(group)}" : null,
        contract.IdentifyCaller ? "IdentifyCaller = true" : null,
        $"Fingerprint = {Literal(contract.Fingerprint)}");

    private static string[] MethodSettings(MethodModel method)
    {
        int argumentCount = method.Signature.Parameters.Count(parameter => parameter.Role == ParameterRole.Argument);
        string[] tokens = [.. method.Signature.Parameters.Where(parameter => parameter.Role == ParameterRole.Token).Select(parameter => Literal(parameter.WireName))];
        return Present(
            argumentCount > 0 ? $"ArgumentCount = {argumentCount}" : null,
            method.Settings.Idempotent ? "Idempotent = true" : null,
            method.Settings.FailFast ? "Reconnect = global::TypedMqttRpc.RpcReconnect.FailFast" : null,
            method.Settings.OneWay ? "OneWay = true" : null,
            method.Settings.TimeoutMs > 0 ? $"Timeout = global::System.TimeSpan.FromMilliseconds({method.Settings.TimeoutMs})" : null,
            method.Settings.Qos is { } qos ? $"Qos = {qos}" : null,
            method.Settings.MaxRequestBytes > 0 ? $"MaxRequestBytes = {method.Settings.MaxRequestBytes}" : null,
            method.ReturnsNull ? "ReturnsNull = true" : null,
            method.Faults.Count > 0 ? $"Faults = new global::TypedMqttRpc.RpcFault[] {{ {string.Join(", ", method.Faults.Select(Fault))} }}" : null,
            method.Shape is { } shape ? $"Shape = {Literal(shape)}" : null,
            tokens.Length > 0 ? $"TokenParameters = new[] {{ {string.Join(", ", tokens)} }}" : null,
            tokens.Length > 0 ? "WriteTokens = " + string.Join("\n", ArgumentsText.WriteTokens(method)) : null);
    }

    private static string Fault(FaultModel fault) => $"new global::TypedMqttRpc.RpcFault<{fault.DetailType}>({Literal(fault.WireName)})";

    private static string[] Present(params string?[] settings) => [.. settings.Where(setting => setting is not null).Select(setting => setting!)];

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
