using TypedMqttRpc.PackageTests.Packing;

namespace TypedMqttRpc.PackageTests.Using;

/// <summary>An empty folder of somebody who has the packages and nothing else of the repository, and no network.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stranger-");
    private readonly Dictionary<string, string> _environment;

    public Workspace(PackageFeed feed)
    {
        _environment = new()
        {
            // Packages and templates of other runs, and of the person at this machine, stay out of it.
            ["NUGET_PACKAGES"] = PathOf(".packages"),
            ["DOTNET_CLI_HOME"] = PathOf(".home"),
        };
        Write("NuGet.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="{feed.Folder}" />
                <add key="cache" value="{BuildFacts.PackageCache}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="feed"><package pattern="TypedMqttRpc*" /></packageSource>
                <packageSource key="cache"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        Write("Directory.Build.props", """
            <Project>
              <ItemGroup>
                <!-- MessagePack's analyzer is in no cache, since the repository itself is built without it; see CONTRIBUTING. -->
                <PrunePackageReference Include="MessagePackAnalyzer" Version="99.0.0" />
              </ItemGroup>
              <PropertyGroup>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <!-- NU1603: a cache may lack the exact lower bound of a transitive package. -->
                <NoWarn>NU1603</NoWarn>
              </PropertyGroup>
            </Project>
            """);
    }

    public string PathOf(string path) => Path.Combine(_folder.FullName, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <inheritdoc cref="Shell.RunAsync"/>
    public Task<string> RunAsync(string script, string folder = "") => Shell.RunAsync(PathOf(folder), script, _environment);

    /// <inheritdoc cref="Shell.RunUntilAsync"/>
    public Task<string> RunUntilAsync(string line, string script) => Shell.RunUntilAsync(line, _folder.FullName, script, _environment);

    public void Dispose() => _folder.Delete(recursive: true);
}
