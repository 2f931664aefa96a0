using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Which members of the contract and of what it inherits are remote.</content>
internal sealed partial class ContractReader
{
    private readonly List<MethodModel> _methods = [];
    private readonly List<UnsupportedMemberModel> _unsupported = [];
    private readonly HashSet<string> _declaredSignatures = new(StringComparer.Ordinal);
    private INamedTypeSymbol[]? _interfaces;

    /// <summary>The contract itself first: its members win where two answer the same topic.</summary>
    private INamedTypeSymbol[] Interfaces() =>
        _interfaces ??= [_contract, .. _contract.AllInterfaces.Where(type => !_known.IsGeneratedInterface(type))];

    private void ReadMembers()
    {
        IEnumerable<ISymbol> bodies = Interfaces().SelectMany(type => type.GetMembers()).Where(member => !member.IsAbstract);
        var implemented = new HashSet<ISymbol>(bodies.SelectMany(ImplementedBy), SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol type in Interfaces().Where(type => !_known.IsDisposable(type) && !_known.IsAsyncDisposable(type)))
        {
            ISymbol[] members = [.. type.GetMembers().Where(member => IsOpen(member) && !implemented.Contains(member))];
            bool isService = _known.FindService(type) is not null;
            string? reason = isService || members.Length == 0 ? null : Report(Rules.InheritsNoService, _contract, _contract.Name, type.Name);
            foreach (ISymbol member in members)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                ReadMember(member, reason);
            }
        }

        ReportBodies();
        if (_methods.Count == 0)
        {
            Report(Rules.NoMethod, _contract, _contract.Name);
        }
    }

    /// <summary>Whether somebody must implement the member; one that opens an inherited member again only repeats it.</summary>
    private static bool IsOpen(ISymbol member) => member is { IsAbstract: true, IsStatic: false } && !ImplementedBy(member).Any();

    private void ReadMember(ISymbol member, string? reason)
    {
        switch (member)
        {
            case IMethodSymbol { MethodKind: MethodKind.Ordinary } method:
                ReadMethod(method, reason);
                break;
            case IPropertySymbol property:
                _unsupported.Add(ReadProperty(property, reason ?? Report(Rules.Property, property, property.Name, TypeText.Short(property.Type))));
                break;
            case IEventSymbol @event:
                _unsupported.Add(ReadEvent(@event, reason ?? Report(Rules.Event, @event, @event.Name)));
                break;
            default:
                break;
        }
    }

    private static UnsupportedMemberModel ReadProperty(IPropertySymbol property, string reason) => new()
    {
        Kind = UnsupportedMemberKind.Property,
        Signature = new SignatureModel
        {
            Name = property.IsIndexer ? "this" : Identifiers.Escape(property.Name),
            ReturnType = ReferenceKeyword(property.RefKind) + TypeText.Of(property.Type),
            Parameters = property.Parameters.Select(DeclaredParameter).ToEquatableArray(),
            ExplicitInterface = TypeText.Of(property.ContainingType),
            IsUnsafe = IsPointer(property.Type),
        },
        Reason = reason,
        HasGetter = property.GetMethod is not null,
        Setter = property.SetMethod is not { } setter ? null : setter.IsInitOnly ? "init" : "set",
    };

    private static UnsupportedMemberModel ReadEvent(IEventSymbol @event, string reason) => new()
    {
        Kind = UnsupportedMemberKind.Event,
        Signature = new SignatureModel
        {
            Name = Identifiers.Escape(@event.Name),
            ReturnType = TypeText.Of(@event.Type),
            ExplicitInterface = TypeText.Of(@event.ContainingType),
        },
        Reason = reason,
    };

    private void ReportBodies()
    {
        foreach (ISymbol member in _contract.GetMembers().Where(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsStatic: false }))
        {
            Report(Rules.HasBody, member, member.Name);
        }
    }

    private static IEnumerable<ISymbol> ImplementedBy(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations,
        IPropertySymbol property => property.ExplicitInterfaceImplementations,
        IEventSymbol @event => @event.ExplicitInterfaceImplementations,
        _ => [],
    };

    private static string ReferenceKeyword(RefKind kind) => kind switch
    {
        RefKind.None => string.Empty,
        RefKind.Ref => "ref ",
        _ => "ref readonly ",
    };

    private static bool IsPointer(ITypeSymbol type) =>
        type is IPointerTypeSymbol or IFunctionPointerTypeSymbol || (type is IArrayTypeSymbol array && IsPointer(array.ElementType));
}
