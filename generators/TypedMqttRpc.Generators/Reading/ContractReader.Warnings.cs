using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Reading;

/// <content>
/// The warnings that the contract has answered for already, and that generated code would repeat: the use of what is obsolete or
/// experimental.
/// </content>
internal sealed partial class ContractReader
{
    private EquatableArray<string> SuppressedWarnings()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (IMethodSymbol method in Interfaces().SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()))
        {
            Visit(method, method.ReturnType, found);
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                Visit(parameter, parameter.Type, found);
            }
        }

        foreach (INamedTypeSymbol type in Interfaces())
        {
            Visit(type, type, found);
        }

        return found.ToEquatableArray();
    }

    private void Visit(ISymbol symbol, ITypeSymbol type, SortedSet<string> found)
    {
        if (symbol is IMethodSymbol)
        {
            AddWarnings(symbol, found);
        }

        for (ITypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            AddWarnings(part, found);
        }

        if (type is IArrayTypeSymbol array)
        {
            Visit(array, array.ElementType, found);
        }
        else if (type is INamedTypeSymbol named)
        {
            foreach (ITypeSymbol argument in named.TypeArguments)
            {
                Visit(named, argument, found);
            }
        }
    }

    private void AddWarnings(ISymbol symbol, SortedSet<string> found)
    {
        if (_known.FindObsolete(symbol) is { } obsolete)
        {
            string? id = Setting<string>(obsolete, "DiagnosticId");
            found.UnionWith(id is null ? ["CS0612", "CS0618"] : [id]);
        }

        if (_known.FindExperimental(symbol)?.ConstructorArguments.FirstOrDefault().Value is string experiment)
        {
            found.Add(experiment);
        }
    }
}
