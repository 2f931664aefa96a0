using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Finds services of one project that the broker hands each other's requests.</summary>
internal static class OverlappingTopics
{
    public static void Report(IEnumerable<ServedTopic> services, Action<Diagnostic> report)
    {
        ServedTopic[] inOrder =
        [
            .. services
                .OrderBy(service => service.Place.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(service => service.Place.SourceSpan.Start),
        ];
        for (int i = 0; i < inOrder.Length; i++)
        {
            if (inOrder.Take(i).FirstOrDefault(inOrder[i].Overlaps) is { } earlier)
            {
                report(DiagnosticOf(inOrder[i], earlier));
            }
        }
    }

    private static Diagnostic DiagnosticOf(ServedTopic later, ServedTopic earlier) => Diagnostic.Create(
        Rules.OverlappingServices, later.Place, [earlier.Place], later.Contract.Name, later.Template, earlier.Contract.Name, earlier.Template);
}

/// <summary>A service and where it gets its requests.</summary>
internal sealed record ServedTopic(INamedTypeSymbol Contract, Location Place, string Template, bool IdentifyCaller)
{
    private readonly string[] _levels = Template.Split('/');

    /// <summary>Services that inherit one another may share a topic: a server serves one of them, and callers of the other are served as well.</summary>
    public bool Overlaps(ServedTopic other) =>
        IdentifyCaller == other.IdentifyCaller
        && _levels.Length == other._levels.Length
        && _levels.Zip(other._levels, (mine, theirs) => mine == theirs || mine[0] == '{' || theirs[0] == '{').All(matches => matches)
        && !Inherits(Contract, other.Contract)
        && !Inherits(other.Contract, Contract);

    private static bool Inherits(INamedTypeSymbol type, INamedTypeSymbol @base) => type.AllInterfaces.Contains(@base, SymbolEqualityComparer.Default);
}
