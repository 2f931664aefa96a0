using TypedMqttRpc.Tests.Documentation;

namespace TypedMqttRpc.PackageTests.Using;

/// <summary>What the page of a package tells people to do.</summary>
internal static class PackagePage
{
    /// <summary>The commands.</summary>
    public static string Commands(string package) => First(package, "sh");

    /// <summary>The program.</summary>
    public static string Program(string package) => First(package, "csharp");

    private static string First(string package, string language) =>
        MarkdownPage.Read($"src/{package}/PACKAGE.md").Fences.First(fence => fence.Language == language).Text;
}
