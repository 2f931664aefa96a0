using System.Collections.Immutable;

namespace TypedMqttRpc.Generators.Infrastructure;

/// <summary>
/// The names of generated files. The compiler compares them without case, and drops the output of the whole generator when two
/// are equal, so that contracts which differ in case alone need a mark.
/// </summary>
internal static class HintNames
{
    /// <summary>The names that are equal to another when case is ignored; practically always none.</summary>
    public static EquatableArray<string> FindColliding(ImmutableArray<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    public static string FileName(string name, EquatableArray<string> colliding) =>
        colliding.Contains(name) ? $"{name}.{Fnv1a(name):x8}.g.cs" : $"{name}.g.cs";

    /// <summary>The runtime's string hash differs from process to process; a file's name must not.</summary>
    private static uint Fnv1a(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash;
    }
}
