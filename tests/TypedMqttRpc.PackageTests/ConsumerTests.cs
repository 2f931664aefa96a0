using TypedMqttRpc.PackageTests.Using;

namespace TypedMqttRpc.PackageTests;

/// <summary>A program of somebody who found the package, and did what its page says.</summary>
public sealed class ConsumerTests(Consumer consumer) : IClassFixture<Consumer>
{
    [Theory]
    [InlineData("11")]
    [InlineData("12")]
    [InlineData("14")]
    public async Task The_program_of_the_page_builds_without_warnings_and_calls(string languageVersion)
    {
        string output = await consumer.RunAsync($"dotnet build --no-restore -p:LangVersion={languageVersion} -o bin/{languageVersion} && dotnet bin/{languageVersion}/Greeting.dll");

        Assert.Contains("0 Warning(s)", output);
        Assert.EndsWith("Hello, Ada!\n", output);
    }

    [Fact]
    public async Task The_generator_runs_once_though_two_packages_bring_it()
    {
        string analyzers = await consumer.RunAsync("dotnet msbuild -t:ResolveLockFileAnalyzers -getItem:Analyzer");

        Assert.Single(analyzers.Split('\n'), static line => line.Contains("\"Identity\": ", StringComparison.Ordinal) && line.Contains("TypedMqttRpc.Generators.dll", StringComparison.Ordinal));
    }
}
