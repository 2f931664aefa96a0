using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Model;
using TypedMqttRpc.Generators.Shapes;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Reading;

/// <content>What the contract is on the wire.</content>
internal sealed partial class ContractReader
{
    private readonly SortedDictionary<string, MethodShape> _shapesByWireName = new(StringComparer.Ordinal);
    private readonly ShapeReader _shapes;

    /// <summary>Reads what a contract is on the wire; <see langword="null"/> if it cannot be a service.</summary>
    public static ServiceShape? ReadShape(INamedTypeSymbol contract, KnownTypes known, CancellationToken cancellationToken)
    {
        var reader = new ContractReader(contract, known, issues: null, cancellationToken);
        return reader.Read() is { Problem: null } model
            ? new ServiceShape
            {
                Name = model.ServiceName,
                Topic = model.Template,
                Group = model.Group,
                IdentifiesCaller = model.IdentifyCaller,
                Methods = reader._shapesByWireName,
                Contract = contract,
                Symbols = reader._methodsByWireName,
            }
            : null;
    }

    private string? ReadShape(IMethodSymbol method, string wireName, SignatureModel signature, ITypeSymbol? result, MethodSettings settings)
    {
        MethodShape shape = _shapes.Read(method, signature, result, settings, FaultsOf(method));
        _shapesByWireName.Add(wireName, shape);
        return ShapeText.ForWire(shape);
    }
}
