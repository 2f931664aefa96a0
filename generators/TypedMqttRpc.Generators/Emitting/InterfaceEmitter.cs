using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>
/// Prints the part of the interface that makes it a contract. All of it is static and explicit, so that an implementation or a fake
/// has nothing more to implement.
/// </summary>
internal static class InterfaceEmitter
{
    public static void Emit(SourceWriter writer, ContractModel contract)
    {
        string self = contract.InterfaceName;
        string seam = $"global::TypedMqttRpc.IMqttServiceContract<{self}>";
        string? problem = ProblemText.ThrowFor(contract);
        using (writer.Block($"partial interface {self} : {seam}"))
        {
            writer.Line($"static global::TypedMqttRpc.MqttService {seam}.Service => {problem ?? $"{contract.DescriptorsName}.Service"};");
            writer.Line();
            writer.Line($"static {self} {seam}.CreateClient(global::TypedMqttRpc.BoundService service) => {problem ?? $"new {contract.ClientName}(service)"};");
            writer.Line();
            if (problem is null && contract.Methods.Any(method => method.IsObsolete))
            {
                // An obsolete member may call obsolete members, even those whose use is an error.
                writer.Line("[global::System.Obsolete]");
            }

            string bind = $"static void {seam}.Bind(global::TypedMqttRpc.ServiceBinder<{self}> binder)";
            if (problem is not null)
            {
                writer.Line($"{bind} => {problem};");
                return;
            }

            using (writer.Block(bind))
            {
                foreach (MethodModel method in contract.Methods)
                {
                    writer.Line($"binder.Method({contract.DescriptorsName}.{method.DescriptorName}, {Handler(method)});");
                }
            }
        }
    }

    private static string Handler(MethodModel method)
    {
        string request = RequestShape.Of(method) == RequestShape.Kind.Nothing ? "_" : "request";
        string cancellationToken = method.Signature.Parameters.Any(parameter => parameter.Role == ParameterRole.CancellationToken) ? "cancellationToken" : "_";
        string service = method.CalledThrough is null ? "service" : $"(({method.CalledThrough})service)";
        IEnumerable<string> arguments = method.Signature.Parameters.Select(parameter =>
            parameter.Role == ParameterRole.CancellationToken ? cancellationToken : RequestShape.Access(method, parameter));
        return $"static (service, {request}, {cancellationToken}) => {service}.{method.Signature.Name}({string.Join(", ", arguments)}){(method.MayReturnNoTask ? "!" : string.Empty)}";
    }
}
