using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;
using TypedMqttRpc.Generators.Shapes;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>
/// Turns the symbol of a service interface into a model. It is the only code that sees symbols, and the only code that knows the
/// <see cref="Rules"/>: what it refuses it names, so that whoever wants diagnostics asks the same reader.
/// </summary>
internal sealed partial class ContractReader
{
    private readonly INamedTypeSymbol _contract;
    private readonly KnownTypes _known;
    private readonly List<ContractIssue>? _issues;
    private readonly CancellationToken _cancellationToken;

    private ContractReader(INamedTypeSymbol contract, KnownTypes known, List<ContractIssue>? issues, CancellationToken cancellationToken)
    {
        _contract = contract;
        _known = known;
        _shapes = new(known.MessagePack);
        _issues = issues;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads what the compiler found; <see langword="null"/> if nothing can be generated for it.</summary>
    public static ContractModel? Read(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken)
    {
        var contract = (INamedTypeSymbol)found.TargetSymbol;
        KnownTypes known = KnownTypes.Of(found.SemanticModel.Compilation);

        // A second attribute on another part of the interface is an error of its own; two files of one name would hide it.
        SyntaxReference? first = known.FindService(contract)!.ApplicationSyntaxReference;
        bool isFirst = first is not null && first.SyntaxTree == found.TargetNode.SyntaxTree && found.TargetNode.Span.Contains(first.Span);
        return isFirst ? Read(contract, known, issues: null, cancellationToken) : null;
    }

    /// <summary>Reads a contract; <see langword="null"/> if nothing can be generated for it.</summary>
    /// <param name="contract">An interface with the service attribute.</param>
    /// <param name="known">The types of its compilation.</param>
    /// <param name="issues">Collects what is wrong, if anybody wants to know.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ContractModel? Read(INamedTypeSymbol contract, KnownTypes known, List<ContractIssue>? issues, CancellationToken cancellationToken) =>
        new ContractReader(contract, known, issues, cancellationToken).Read();

    private ContractModel? Read()
    {
        string serviceName = ServiceNameOf(_contract);
        string clientName = serviceName + "Client";
        if (!CanBeGenerated(clientName))
        {
            return null;
        }

        AttributeData attribute = _known.FindService(_contract)!;
        string template = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? string.Empty;
        string name = Setting<string>(attribute, "Name") ?? serviceName;
        string? group = Setting<string>(attribute, "Group");
        bool identifiesCaller = Setting<bool>(attribute, "IdentifyCaller");
        string? problem = ReadTopic(template) ?? CheckNames(name, group);
        ReadMembers();
        if (problem is null)
        {
            AdviseOnTopic(template, identifiesCaller);
        }

        EquatableArray<string> boundTokens = BoundTokens();
        return new ContractModel
        {
            HintName = HintNameOf(_contract),
            Namespace = _contract.ContainingNamespace.IsGlobalNamespace ? null : TypeText.Of(_contract.ContainingNamespace),
            ContainingTypes = ContainingTypesOf(_contract).Select(HeadingOf).ToEquatableArray(),
            Accessibility = SyntaxFacts.GetText(_contract.DeclaredAccessibility),
            InterfaceName = Identifiers.Escape(_contract.Name),
            ClientName = clientName,
            DescriptorsName = NamesInScope(boundTokens).Take(serviceName + "Contract"),
            ServiceName = name,
            Template = template,
            Group = group,
            IdentifyCaller = identifiesCaller,
            BoundTokens = boundTokens,
            Methods = _methods.ToEquatableArray(),
            Fingerprint = Fingerprint.Of(_methods),
            UnsupportedMembers = _unsupported.ToEquatableArray(),
            IsDisposable = _contract.AllInterfaces.Any(_known.IsDisposable),
            IsAsyncDisposable = _contract.AllInterfaces.Any(_known.IsAsyncDisposable),
            Attributes = CopiedAttributes(_contract),
            SuppressedWarnings = SuppressedWarnings(),
            Problem = problem,
        };
    }

    private static string ServiceNameOf(INamedTypeSymbol contract) =>
        contract.Name is ['I', var second, ..] name && char.IsUpper(second) ? name.Substring(1) : contract.Name;

    private static string HintNameOf(INamedTypeSymbol contract)
    {
        IEnumerable<string> types = ContainingTypesOf(contract).Select(type => type.Name).Append(contract.Name);
        string name = string.Join(".", types);
        return contract.ContainingNamespace.IsGlobalNamespace ? name : $"{TypeText.Plain(contract.ContainingNamespace)}.{name}";
    }

    private static IEnumerable<INamedTypeSymbol> ContainingTypesOf(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? ContainingTypesOf(outer).Append(outer)
        : [];

    private static string HeadingOf(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            _ => "class",
        };
        return $"partial {kind} {Identifiers.Escape(type.Name)}";
    }

    private static T? Setting<T>(AttributeData? attribute, string name) =>
        attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is T value ? value : default;

    private EquatableArray<string> CopiedAttributes(ISymbol symbol) => new[] { _known.FindObsolete(symbol), _known.FindExperimental(symbol) }
        .Where(attribute => attribute is not null)
        .Select(attribute => AttributeText.Of(attribute!))
        .ToEquatableArray();

    /// <summary>Notes a breach of a rule, and returns the sentence that an unsupported member throws.</summary>
    private string Report(DiagnosticDescriptor rule, ISymbol symbol, params object[] arguments)
    {
        Report(new ContractIssue(rule, symbol, arguments));
        return Rules.Describe(rule, arguments);
    }

    private void Report(ContractIssue issue)
    {
        if (_issues is not null && !IsReportedElsewhere(issue))
        {
            _issues.Add(issue);
        }
    }

    /// <summary>A service answers for its own members; one that inherits them answers for what its topic makes of them.</summary>
    private bool IsReportedElsewhere(ContractIssue issue) =>
        issue.Symbol is not INamedTypeSymbol
        && !SymbolEqualityComparer.Default.Equals(issue.Symbol.ContainingType, _contract)
        && _known.FindService(issue.Symbol.ContainingType) is not null
        && !Rules.OfTopics.Contains(issue.Rule);

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
