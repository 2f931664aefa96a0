using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Whether an interface can be a service at all.</content>
internal sealed partial class ContractReader
{
    private int _refusals;

    private bool CanBeGenerated(string clientName)
    {
        CheckDeclaration();
        CheckContainingTypes();
        CheckStaticMembers();
        CheckLanguage();
        CheckClientName(clientName);
        return _refusals == 0;
    }

    private void Refuse(DiagnosticDescriptor rule, ISymbol symbol, params object[] arguments)
    {
        _refusals++;
        Report(rule, symbol, arguments);
    }

    private void CheckDeclaration()
    {
        if (!IsPartial(_contract, _cancellationToken))
        {
            Refuse(Rules.NotPartial, _contract, _contract.Name);
        }

        if (_contract.IsFileLocal)
        {
            Refuse(Rules.NotVisible, _contract, _contract.Name, "file-local");
        }

        if (_contract.IsGenericType)
        {
            Refuse(Rules.GenericContract, _contract, _contract.Name);
        }
    }

    private void CheckContainingTypes()
    {
        for (INamedTypeSymbol type = _contract; type.ContainingType is { } outer; type = outer)
        {
            if (type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                Refuse(Rules.NotVisible, _contract, type.Name, SyntaxFacts.GetText(type.DeclaredAccessibility));
            }

            if (!IsPartial(outer, _cancellationToken))
            {
                Refuse(Rules.ContainingTypeNotPartial, _contract, _contract.Name, outer.Name);
            }

            if (outer.IsFileLocal)
            {
                Refuse(Rules.NotVisible, _contract, outer.Name, "file-local");
            }
        }
    }

    /// <summary>The compiler refuses an interface with open static members as a type argument, and that is all a contract is used for.</summary>
    private void CheckStaticMembers()
    {
        foreach (ISymbol member in Interfaces().SelectMany(type => type.GetMembers()))
        {
            if (member is { IsStatic: true, IsAbstract: true } and not IMethodSymbol { AssociatedSymbol: not null })
            {
                Refuse(Rules.StaticAbstract, member, member.Name);
            }
        }
    }

    private void CheckLanguage()
    {
        if (_contract.DeclaringSyntaxReferences[0].SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp11 and var version })
        {
            Refuse(Rules.OldLanguage, _contract, version.ToDisplayString());
        }
    }

    private void CheckClientName(string clientName)
    {
        INamespaceOrTypeSymbol home = (INamespaceOrTypeSymbol?)_contract.ContainingType ?? _contract.ContainingNamespace;
        bool isOuter = _contract.ContainingType?.Name == clientName;
        bool isHidden = Interfaces().Any(type => type.GetTypeMembers(clientName).Length > 0);
        if (isOuter || isHidden || home.GetMembers(clientName).Any(member => !CanStandBesideClient(member)))
        {
            Refuse(Rules.ClientNameTaken, _contract, clientName, "another type or member");
        }

        // Lamp and ILamp would share a client; the one that follows the convention keeps it.
        if (ServiceNameOf(_contract) == _contract.Name
            && home.GetTypeMembers("I" + _contract.Name, arity: 0).FirstOrDefault(type => _known.FindService(type) is not null) is { } twin
            && ServiceNameOf(twin) == _contract.Name)
        {
            Refuse(Rules.ClientNameTaken, _contract, clientName, $"'{twin.Name}'");
        }
    }

    /// <summary>A part of the client that the user has written, or something that has the name and is something else all the same.</summary>
    private bool CanStandBesideClient(ISymbol member) => member is INamespaceOrTypeSymbol
        && (member is INamedTypeSymbol { Arity: > 0 } || (member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } type && IsPartial(type, _cancellationToken)));
}
