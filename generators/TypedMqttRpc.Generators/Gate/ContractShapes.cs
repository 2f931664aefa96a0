using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Reading;
using TypedMqttRpc.Generators.Shapes;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>What all the contracts of a project are on the wire.</summary>
internal static class ContractShapes
{
    public static IReadOnlyList<ServiceShape> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        KnownTypes known = KnownTypes.Of(compilation);
        return
        [
            .. compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type, cancellationToken).OfType<INamedTypeSymbol>()
                .Where(type => type.TypeKind == TypeKind.Interface && known.FindService(type) is not null)
                .Select(contract => ContractReader.ReadShape(contract, known, cancellationToken))
                .OfType<ServiceShape>(),
        ];
    }
}
