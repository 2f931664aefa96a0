using TypedMqttRpc.PackageTests.Packing;
using TypedMqttRpc.PackageTests.Using;
using TypedMqttRpc.Tests.Documentation;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace TypedMqttRpc.PackageTests.Packing;

/// <summary>A folder with the packages, as they would be published.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private static readonly string[] Projects = ["TypedMqttRpc", "TypedMqttRpc.Testing", "TypedMqttRpc.Templates"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("feed-");

    internal string Folder => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        foreach (string project in Projects)
        {
            await Shell.RunAsync(Repository.PathOf($"src/{project}"), $"dotnet pack --no-build -c {BuildFacts.Configuration} -o {Folder}");
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal Package Open(string id) => Package.Open(FindFile(id, "nupkg"));

    internal Package OpenSymbols(string id) => Package.Open(FindFile(id, "snupkg"));

    private string FindFile(string id, string extension) =>
        Directory.GetFiles(Folder, $"{id}.*.{extension}").Single(path => char.IsDigit(Path.GetFileName(path)[id.Length + 1]));
}
