using System.Reflection;

namespace TypedMqttRpc.PackageTests.Packing;

/// <summary>What the build of the tests knew.</summary>
internal static class BuildFacts
{
    public static string Configuration { get; } = Read(nameof(Configuration));

    /// <summary>The folder of NuGet in which is every package that the repository was built with.</summary>
    public static string PackageCache { get; } = Read("NuGetPackageRoot");

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
