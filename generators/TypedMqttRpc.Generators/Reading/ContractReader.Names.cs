using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Reading;

/// <content>Names that generated code makes up, kept apart from the ones it is given.</content>
internal sealed partial class ContractReader
{
    /// <summary>What the client inherits: an equal name would hide it, or be hidden.</summary>
    private static readonly string[] InheritedNames =
        ["Service", "Rebind", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize"];

    private static readonly HashSet<string> ForbiddenElementNames =
        new(["CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString"], StringComparer.Ordinal);

    private readonly UniqueNames _descriptorNames = new(InheritedNames);

    /// <summary>The topic level of a method.</summary>
    public static string WireNameOf(IMethodSymbol method, KnownTypes known) =>
        Setting<string>(known.FindMethod(method), "Name") ?? CamelCase(WithoutAsync(method.Name));

    /// <summary>The topic level that the name of an interface suggests.</summary>
    public static string WireNameOf(INamedTypeSymbol contract) => CamelCase(ServiceNameOf(contract));

    /// <summary>Everything a simple name could mean where the descriptors are used; a file-local type hides even what is qualified.</summary>
    private UniqueNames NamesInScope(EquatableArray<string> boundTokens)
    {
        IEnumerable<ISymbol> members = Interfaces().Concat(ContainingTypesOf(_contract)).SelectMany(type => type.GetMembers());
        IEnumerable<string> parameters = members.OfType<IMethodSymbol>().SelectMany(method => method.Parameters).Select(parameter => parameter.Name);
        return new UniqueNames(members.Select(member => member.Name).Concat(parameters).Concat(boundTokens).Concat(InheritedNames), name => _known.HasType(_contract.ContainingNamespace, name));
    }

    /// <summary>The method's name, or for an overload its topic level, in Pascal case: so it is never a keyword.</summary>
    private string DescriptorNameOf(IMethodSymbol method, string wireName)
    {
        string name = Capitalized(WithoutAsync(method.Name));
        string fromWire = string.Concat(wireName.Split('-', '.', ' ', ':').Select(Capitalized)) is var joined && SyntaxFacts.IsValidIdentifier(joined) ? joined : name;
        return _descriptorNames.Take(name, fromWire, name + "Method");
    }

    private static string Capitalized(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string WithoutAsync(string name) =>
        name.Length > "Async".Length && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;

    /// <summary>Camel case as the framework's JSON serializer has it: <c>GetUrl</c> is <c>getUrl</c>, <c>IPAddress</c> is <c>ipAddress</c>.</summary>
    private static string CamelCase(string name)
    {
        char[] letters = name.ToCharArray();
        for (int i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            bool beginsWord = i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]);
            if (beginsWord)
            {
                break;
            }

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }

    /// <summary>Tuples refuse the names of their own members.</summary>
    private static EquatableArray<ParameterModel> WithElementNames(IReadOnlyList<ParameterModel> parameters)
    {
        if (!parameters.Any(IsRefusedByTuples))
        {
            return parameters.ToEquatableArray();
        }

        var names = new UniqueNames(parameters.Select(parameter => parameter.WireName).Concat(ForbiddenElementNames));
        return parameters
            .Select(parameter => IsRefusedByTuples(parameter) ? parameter with { ElementName = names.Take(parameter.WireName + "Value") } : parameter)
            .ToEquatableArray();
    }

    private static bool IsRefusedByTuples(ParameterModel parameter) => ForbiddenElementNames.Contains(parameter.WireName) || IsItemNumber(parameter.WireName);

    private static bool IsItemNumber(string name) =>
        name.Length > 4 && name.StartsWith("Item", StringComparison.Ordinal) && name.Skip(4).All(char.IsDigit);
}
