using TypedMqttRpc.PackageTests.Packing;
using TypedMqttRpc.PackageTests.Using;

namespace TypedMqttRpc.PackageTests;

/// <summary>New projects, from the templates in their package.</summary>
public sealed class TemplateTests(PackageFeed feed)
{
    [Fact]
    public async Task The_commands_of_the_page_make_a_service_that_answers_a_call()
    {
        using var workspace = new Workspace(feed);

        string output = await workspace.RunUntilAsync("Hello, MQTT!", PackagePage.Commands("TypedMqttRpc.Templates"));

        Assert.Matches(@"\nServing IGreeter at mqtt://127\.0\.0\.1:\d+, a broker in this program\. Ctrl\+C ends it\.\n", output);
    }

    [Fact]
    public async Task Contracts_are_a_library_that_builds_without_warnings_under_any_name()
    {
        using var workspace = new Workspace(feed);

        string output = await workspace.RunAsync("""
            dotnet new install TypedMqttRpc.Templates
            dotnet new mqttrpc-contracts -o acme-plant.contracts
            dotnet build acme-plant.contracts
            """);

        Assert.Contains("0 Warning(s)", output);
        Assert.Contains("namespace acme_plant.contracts;", File.ReadAllText(workspace.PathOf("acme-plant.contracts/ISensor.cs")));
    }
}
