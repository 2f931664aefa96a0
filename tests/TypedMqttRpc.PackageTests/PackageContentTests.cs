using System.Reflection.PortableExecutable;
using System.Text;
using TypedMqttRpc.PackageTests.Packing;

namespace TypedMqttRpc.PackageTests;

/// <summary>What is in the packages, file by file.</summary>
public sealed class PackageContentTests(PackageFeed feed)
{
    public static TheoryData<string> Packages => ["TypedMqttRpc", "TypedMqttRpc.Testing", "TypedMqttRpc.Templates"];

    [Theory]
    [InlineData(
        "TypedMqttRpc",
        "README.md",
        "analyzers/dotnet/cs/TypedMqttRpc.CodeFixes.dll",
        "analyzers/dotnet/cs/TypedMqttRpc.Generators.dll",
        "buildTransitive/TypedMqttRpc.props",
        "buildTransitive/TypedMqttRpc.targets",
        "icon.png",
        "lib/net10.0/TypedMqttRpc.dll",
        "lib/net10.0/TypedMqttRpc.xml")]
    [InlineData(
        "TypedMqttRpc.Testing",
        "README.md",
        "icon.png",
        "lib/net10.0/TypedMqttRpc.Testing.dll",
        "lib/net10.0/TypedMqttRpc.Testing.xml")]
    [InlineData(
        "TypedMqttRpc.Templates",
        "README.md",
        "content/contracts/.template.config/template.json",
        "content/contracts/ISensor.cs",
        "content/contracts/Measurement.cs",
        "content/contracts/Template.1.csproj",
        "content/service/.template.config/template.json",
        "content/service/Greeter.cs",
        "content/service/IGreeter.cs",
        "content/service/Program.cs",
        "content/service/Template.1.csproj",
        "icon.png")]
    public void A_package_holds_these_files_and_no_other(string id, params string[] files) =>
        Assert.Equal(files, feed.Open(id).Files.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("TypedMqttRpc", "MQTTnet exclude=Build,Analyzers", "MessagePack include=All", "Microsoft.Extensions.Logging.Abstractions exclude=Build,Analyzers")]
    [InlineData("TypedMqttRpc.Testing", "MQTTnet.Server exclude=Build,Analyzers", "TypedMqttRpc include=All")]
    [InlineData("TypedMqttRpc.Templates")]
    public void A_package_depends_on_these_and_lets_the_analyzers_of_ours_and_of_MessagePack_pass(string id, params string[] dependencies) =>
        Assert.Equal(dependencies, feed.Open(id).Metadata.Descendants("dependency")
            .Select(static dependency => $"{dependency.Attribute("id")!.Value} {dependency.Attributes().Last()}".Replace("\"", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string id)
    {
        Package package = feed.Open(id);

        Assert.Equal(id, package["id"]);
        Assert.Equal("MIT", package["license"]);
        Assert.Equal("README.md", package["readme"]);
        Assert.Equal("icon.png", package["icon"]);
        Assert.True(package["description"].Length > 50);
        Assert.Contains("mqtt5", package["tags"]);
        Assert.StartsWith($"# {id}\n", Encoding.UTF8.GetString(package.Files["README.md"]));
        Assert.Equal(feed.Open("TypedMqttRpc")["version"], package["version"]);
    }

    [Theory]
    [InlineData("TypedMqttRpc")]
    [InlineData("TypedMqttRpc.Testing")]
    public void An_assembly_is_deterministic_and_its_symbols_are_beside_its_package(string id)
    {
        using var assembly = new PEReader(new MemoryStream(feed.Open(id).Files[$"lib/net10.0/{id}.dll"]));

        Assert.Contains(assembly.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        Assert.Equal([$"lib/net10.0/{id}.pdb"], feed.OpenSymbols(id).Files.Keys);
    }
}
