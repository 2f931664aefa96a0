using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>Prints the client: one line a method.</summary>
internal static class ClientEmitter
{
    private static readonly string Version = typeof(ClientEmitter).Assembly.GetName().Version.ToString();

    public static void Emit(SourceWriter writer, ContractModel contract)
    {
        writer.Line($"/// <summary>Calls a remote <see cref=\"{contract.InterfaceName}\"/> over MQTT.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"TypedMqttRpc.Generators\", \"{Version}\")]");
        writer.Line("[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]");
        foreach (string attribute in contract.Attributes)
        {
            writer.Line(attribute);
        }

        string heading = $"{contract.Accessibility} sealed partial class {contract.ClientName} : global::TypedMqttRpc.RpcClient<{contract.InterfaceName}>, {contract.InterfaceName}";
        using (writer.Block(heading))
        {
            EmitConstructors(writer, contract);
            EmitRebind(writer, contract);
            foreach (MethodModel method in contract.Methods)
            {
                EmitMethod(writer, contract, method);
            }

            foreach (UnsupportedMemberModel member in contract.UnsupportedMembers)
            {
                writer.Line();
                UnsupportedMemberEmitter.Emit(writer, member);
            }

            EmitDisposal(writer, contract);
        }
    }

    private static void EmitConstructors(SourceWriter writer, ContractModel contract)
    {
        string? problem = ProblemText.ThrowFor(contract);
        string invoker = new UniqueNames(contract.BoundTokens).Take("invoker", "rpcInvoker");
        writer.Line("/// <summary>Makes a client.</summary>");
        writer.Line($"/// <param name=\"{invoker}\">What calls go through.</param>");
        foreach (string token in contract.BoundTokens)
        {
            writer.Line($"/// <param name=\"{token}\">The level <c>{{{token}}}</c> of the topic.</param>");
        }

        IEnumerable<string> parameters = contract.BoundTokens.Select(token => $"string {Identifiers.Escape(token)}").Prepend($"global::TypedMqttRpc.RpcInvoker {invoker}");
        writer.Line($"public {contract.ClientName}({string.Join(", ", parameters)})");
        using (writer.Indent())
        {
            writer.Line(problem is null ? $": base(new({invoker}, {contract.DescriptorsName}.Service{Tokens(contract)}))" : ": base(null!)");
        }

        EmitConstructorBody(writer, problem);
        writer.Line();
        writer.Line($"internal {contract.ClientName}(global::TypedMqttRpc.BoundService service)");
        using (writer.Indent())
        {
            writer.Line(": base(service)");
        }

        EmitConstructorBody(writer, problem);
    }

    private static void EmitConstructorBody(SourceWriter writer, string? problem)
    {
        using (writer.Braces())
        {
            if (problem is not null)
            {
                writer.Line($"{problem};");
            }
        }
    }

    private static string Tokens(ContractModel contract) => contract.BoundTokens.Count == 0
        ? string.Empty
        : $", new() {{ {string.Join(", ", contract.BoundTokens.Select(token => $"[\"{token}\"] = {Identifiers.Escape(token)}"))} }}";

    private static void EmitRebind(SourceWriter writer, ContractModel contract)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override {contract.InterfaceName} Rebind(global::TypedMqttRpc.BoundService service) => new {contract.ClientName}(service);");
    }

    private static void EmitMethod(SourceWriter writer, ContractModel contract, MethodModel method)
    {
        writer.Line();
        SignatureEmitter.EmitHead(writer, method.Signature);
        writer.Line($"{SignatureEmitter.Declare(method.Signature)} =>");
        using (writer.Indent())
        {
            writer.Line((ProblemText.ThrowFor(contract) ?? Call(contract, method)) + ";");
        }
    }

    private static string Call(ContractModel contract, MethodModel method)
    {
        string cancellationToken = method.Signature.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.CancellationToken)?.Name ?? "default";

        // A parameter of that name hides the property; and a result of type Nil looks like none.
        string service = method.Signature.Parameters.Any(parameter => parameter.Name == "Service") ? "this.Service" : "Service";
        string types = method.ResultType == RequestShape.Nil ? $"<{RequestShape.TypeOf(method)}, {RequestShape.Nil}>" : string.Empty;
        return $"{service}.InvokeAsync{types}({contract.DescriptorsName}.{method.DescriptorName}, {RequestShape.Make(method)}, {cancellationToken}){(method.ReturnsTask ? ".AsTask()" : string.Empty)}";
    }

    private static void EmitDisposal(SourceWriter writer, ContractModel contract)
    {
        if (contract.IsDisposable)
        {
            writer.Line();
            writer.Line("/// <summary>Does nothing: a client owns nothing.</summary>");
            writer.Line("void global::System.IDisposable.Dispose()");
            writer.Braces().Dispose();
        }

        if (contract.IsAsyncDisposable)
        {
            writer.Line();
            writer.Line("/// <summary>Does nothing: a client owns nothing.</summary>");
            writer.Line("global::System.Threading.Tasks.ValueTask global::System.IAsyncDisposable.DisposeAsync() => default;");
        }
    }
}
