using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Reading;
using TypedMqttRpc.Generators.Serialization;

namespace TypedMqttRpc.Generators.Payloads;

/// <summary>
/// Follows a type through its elements and members, and finds what fails at run time with MessagePack's standard resolver. It speaks only where that
/// is certain: of a type in another assembly, or with a formatter, or with elements, it says nothing.
/// </summary>
internal sealed class PayloadInspector(PayloadTypes types, CancellationToken cancellationToken)
{
    /// <summary>Generic types can refer to ever new ones.</summary>
    private const int MaxTypes = 256;

    private readonly List<PayloadProblem> _problems = [];
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Stack<ITypeSymbol> _path = new();

    public static IReadOnlyList<PayloadProblem> Inspect(ITypeSymbol type, PayloadTypes types, CancellationToken cancellationToken)
    {
        var inspector = new PayloadInspector(types, cancellationToken);
        inspector.Visit(type);
        return inspector._problems;
    }

    private void Visit(ITypeSymbol type)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_seen.Count == MaxTypes || !_seen.Add(type))
        {
            return;
        }

        _path.Push(type);
        switch (type)
        {
            case { TypeKind: TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object }:
                Add(Rules.TypeIsLost, type);
                break;
            case IArrayTypeSymbol array:
                Visit(array.ElementType);
                break;
            case INamedTypeSymbol { TypeKind: not (TypeKind.Error or TypeKind.Enum), SpecialType: SpecialType.None or SpecialType.System_Nullable_T } named:
                VisitNamed(named);
                break;
            default:
                break;
        }

        _path.Pop();
    }

    private void VisitNamed(INamedTypeSymbol type)
    {
        if (types.Attributes.HasFormatter(type))
        {
            CheckFormatter(type, type);
        }
        else if (types.Attributes.CasesOf(type).Select(@case => @case.Type).OfType<ITypeSymbol>().ToList() is { Count: > 0 } union)
        {
            union.ForEach(Visit);
        }
        else if (type.IsAbstract && types.IsOfProject(type) && !types.IsEnumerable(type))
        {
            Add(Rules.NoUnion, type);
        }
        else if (types.Attributes.IsObject(type))
        {
            VisitMembers(type);
        }
        else if (types.IsUnknown(type) || (types.IsOfProject(type) && !types.IsEnumerable(type)))
        {
            Add(Rules.NoFormatter, type);
        }
        else
        {
            VisitArguments(type);
        }
    }

    private void VisitMembers(INamedTypeSymbol type)
    {
        foreach (MessagePackMember member in types.Attributes.MembersOf(type))
        {
            if (types.Attributes.HasFormatter(member.Symbol))
            {
                CheckFormatter(member.Symbol, member.Type);
            }
            else
            {
                Visit(member.Type);
            }
        }
    }

    private void VisitArguments(INamedTypeSymbol type)
    {
        if (types.IsHashing(type) && !types.CanBeHashed(type.TypeArguments[0]))
        {
            Add(Rules.KeyIsRefused, type, type.TypeArguments[0]);
        }

        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            Visit(argument);
        }
    }

    private void CheckFormatter(ISymbol owner, ITypeSymbol type)
    {
        if (types.Attributes.HasTypelessFormatter(owner))
        {
            Add(Rules.TypelessFormatter, type);
        }
    }

    /// <summary>Looking for formatters takes a walk through the project, so that is done last.</summary>
    private void Add(DiagnosticDescriptor rule, ITypeSymbol type, ITypeSymbol? key = null)
    {
        if (!_path.Any(types.IsFormattedElsewhere))
        {
            _problems.Add(new(rule, type, key));
        }
    }
}
