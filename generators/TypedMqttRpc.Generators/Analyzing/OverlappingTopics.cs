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
        var earlier = new ServedTopicTree();
        foreach (ServedTopic service in inOrder)
        {
            if (earlier.FindFirstOverlapping(service) is { } first)
            {
                report(DiagnosticOf(service, first));
            }

            earlier.Add(service);
        }
    }

    private static Diagnostic DiagnosticOf(ServedTopic later, ServedTopic earlier) => Diagnostic.Create(
        Rules.OverlappingServices, later.Place, [earlier.Place], later.Contract.Name, later.Template, earlier.Contract.Name, earlier.Template);
}
