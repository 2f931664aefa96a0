using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Payloads;

namespace TypedMqttRpc.Generators.Reading;

/// <content>What MessagePack will say to the arguments, the results and the faults.</content>
internal sealed partial class ContractReader
{
    /// <summary>Types are said to have no formatter where they are first sent.</summary>
    private readonly HashSet<ITypeSymbol> _typesToMend = new(SymbolEqualityComparer.Default);

    private void AdviseOnPayloads(IMethodSymbol method, ITypeSymbol? result)
    {
        IParameterSymbol[] arguments = [.. method.Parameters.Where(IsArgument)];
        foreach (IParameterSymbol argument in arguments)
        {
            AdviseOnPayload(argument, argument.Type, method);
        }

        if (result is not null)
        {
            AdviseOnPayload(method, result, method);
        }

        foreach ((ITypeSymbol type, _) in FaultsOf(method))
        {
            AdviseOnPayload(method, type, method);
        }

        int bytesPerByte = MemoryCost.BytesPerByte(arguments.Select(argument => argument.Type), _known.Payloads);
        if (bytesPerByte > 0)
        {
            Report(new ContractIssue(Rules.MemoryOfArguments, method, [method.Name, bytesPerByte])
            {
                Properties = IssueProperties.Of(IssueProperties.BytesPerByte, bytesPerByte.ToString(CultureInfo.InvariantCulture)),
            });
        }
    }

    private bool IsArgument(IParameterSymbol parameter) => !_tokens.Contains(parameter.Name) && !_known.IsCancellationToken(parameter.Type);

    private void AdviseOnPayload(ISymbol symbol, ITypeSymbol type, IMethodSymbol method)
    {
        foreach (PayloadProblem problem in PayloadInspector.Inspect(type, _known.Payloads, _cancellationToken))
        {
            if (problem.Rule != Rules.NoFormatter && problem.Rule != Rules.NoUnion)
            {
                object[] names = problem.Key is null ? [TypeText.Short(problem.Type), method.Name] : [TypeText.Short(problem.Type), method.Name, TypeText.Short(problem.Key)];
                Report(new ContractIssue(problem.Rule, symbol, names));
            }
            else if (_typesToMend.Add(problem.Type))
            {
                Report(new ContractIssue(problem.Rule, symbol, [TypeText.Short(problem.Type), method.Name]) { Cause = problem.Type });
            }
        }
    }
}
