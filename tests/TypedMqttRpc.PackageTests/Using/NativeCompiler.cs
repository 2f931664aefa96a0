using System.Runtime.InteropServices;
using TypedMqttRpc.PackageTests.Packing;
using TypedMqttRpc.Tests.Documentation;

namespace TypedMqttRpc.PackageTests.Using;

/// <summary>What makes native programs: a package of .NET, and a linker of the machine.</summary>
internal static class NativeCompiler
{
    private static readonly string[] Linkers = ["clang", "gcc"];

    /// <summary>The system it makes programs for, which is this one.</summary>
    public static string Runtime { get; } = RuntimeInformation.RuntimeIdentifier;

    /// <summary>Sees to it that everything is here, or skips the test.</summary>
    public static async Task PrepareOrSkipAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Native programs are made on Linux only here.");
        string[] path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        Assert.SkipUnless(
            path.Any(static folder => Linkers.Any(linker => File.Exists(Path.Combine(folder, linker)))),
            "There is no linker for native programs: apt-get install clang zlib1g-dev, or gcc");

        if (!Directory.Exists(Path.Combine(BuildFacts.PackageCache, $"runtime.{Runtime}.microsoft.dotnet.ilcompiler")))
        {
            // The solution is built without it, so this is the first time on this machine.
            await Shell.RunAsync(Repository.PathOf("samples/NativeAot"), $"dotnet restore -r {Runtime}");
        }
    }
}
