using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>Which file records the contracts of a project, and what is in it.</summary>
internal static class GateSettings
{
    private const string Property = "build_property.MqttRpcContractFile";

    /// <returns><see langword="null"/> when the project does not record its contracts.</returns>
    public static string? FileOf(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Property, out string? path) && path.Length > 0 ? path : null;

    /// <summary>The file among those that the project shows its analyzers; <see langword="null"/> when it is not there.</summary>
    public static AdditionalText? Find(ImmutableArray<AdditionalText> files, string path) => files.FirstOrDefault(file => IsSame(file.Path, path));

    /// <summary>The project names the file from its own folder; the compiler is given the whole path.</summary>
    public static bool IsSame(string full, string path)
    {
        string wanted = Normalize(path);
        string actual = Normalize(full);
        return actual == wanted || actual.EndsWith("/" + wanted, StringComparison.Ordinal);
    }

    private static string Normalize(string path)
    {
        string normalized = path.Replace('\\', '/');
        while (normalized.StartsWith("../", StringComparison.Ordinal) || normalized.StartsWith("./", StringComparison.Ordinal))
        {
            normalized = normalized.Substring(normalized.IndexOf('/') + 1);
        }

        return normalized;
    }
}
