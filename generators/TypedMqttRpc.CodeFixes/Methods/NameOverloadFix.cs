using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Methods;

/// <summary>Gives an overload a name of its own on the wire, made of its parameters: <c>getByRoom</c>. The first one keeps its topic.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameOverloadFix))]
internal sealed class NameOverloadFix() : ContractFix(Rules.Overloaded)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<MethodDeclarationSyntax>() is not { } method || site.Declared(method) is not IMethodSymbol symbol)
        {
            yield break;
        }

        string name = NameOf(symbol, site.Known);
        yield return FixOffer.Replace($"Name it '{name}' on the wire", nameof(NameOverloadFix), method, (current, generator) =>
            current.WithSetting(site, generator, site.Known.FindMethod(symbol), "Name", name));
    }

    /// <summary>The same whichever of the overloads have their names already, so that fixing one by one and fixing all agree.</summary>
    private static string NameOf(IMethodSymbol method, KnownTypes known)
    {
        IMethodSymbol[] siblings = [.. method.ContainingType.GetMembers().OfType<IMethodSymbol>()];
        string shared = ContractReader.WireNameOf(method, known);
        var taken = new HashSet<string>(siblings.Select(sibling => ContractReader.WireNameOf(sibling, known)), StringComparer.Ordinal);
        foreach (IMethodSymbol earlier in siblings.TakeWhile(sibling => !SymbolEqualityComparer.Default.Equals(sibling, method)).Where(sibling => ContractReader.WireNameOf(sibling, known) == shared).Skip(1))
        {
            taken.Add(Free(Descriptive(shared, earlier, known), taken));
        }

        return Free(Descriptive(shared, method, known), taken);
    }

    private static string Descriptive(string shared, IMethodSymbol method, KnownTypes known)
    {
        string parameters = string.Join("And", method.Parameters
            .Where(parameter => !known.IsCancellationToken(parameter.Type))
            .Select(parameter => char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1)));
        return parameters.Length == 0 ? shared : $"{shared}By{parameters}";
    }

    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; taken.Contains(free); number++)
        {
            free = name + number;
        }

        return free;
    }
}
