using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Model;
using TypedMqttRpc.Generators.Serialization;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Shapes;

/// <summary>Finds out what methods are on the wire, as MessagePack's standard formats have it.</summary>
internal sealed class ShapeReader(MessagePackAttributes attributes)
{
    private readonly WireTypeReader _types = new(attributes);

    /// <summary>The shape of a method that can be remote.</summary>
    public MethodShape Read(IMethodSymbol method, SignatureModel signature, ITypeSymbol? result, MethodSettings settings, IEnumerable<(ITypeSymbol Type, string Name)> faults)
    {
        IEnumerable<WireField> arguments = method.Parameters
            .Zip(signature.Parameters, (symbol, model) => (Symbol: symbol, Model: model))
            .Where(parameter => parameter.Model.Role == ParameterRole.Argument)
            .Select(parameter => _types.Field(parameter.Model.WireName, parameter.Symbol.Type) with { IsOptional = parameter.Model.DefaultValue is not null });
        return new MethodShape
        {
            Arguments = [.. arguments],
            Result = result is null ? null : _types.Field(string.Empty, result),
            IsIdempotent = settings.Idempotent,
            IsOneWay = settings.OneWay,
            IsQos0 = settings.Qos == 0,
            Faults =
            [
                .. faults.Select(fault => _types.Field(fault.Name, fault.Type) with { IsNullable = false }).OrderBy(fault => fault.Name, StringComparer.Ordinal),
            ],
        };
    }
}
