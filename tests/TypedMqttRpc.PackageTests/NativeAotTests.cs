using System.Text.RegularExpressions;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.PackageTests.Packing;
using TypedMqttRpc.PackageTests.Using;
using TypedMqttRpc.Tests.Documentation;

namespace TypedMqttRpc.PackageTests;

/// <summary>The code of the sample as a native program that has the package only.</summary>
public sealed partial class NativeAotTests(PackageFeed feed)
{
    [Fact]
    public async Task A_native_program_serves_and_calls_through_Mosquitto_and_none_of_the_warnings_are_ours()
    {
        await NativeCompiler.PrepareOrSkipAsync();
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        using var workspace = new Workspace(feed);
        foreach (string file in Repository.Files("*.cs", "samples/NativeAot"))
        {
            workspace.Write($"Native/{Path.GetFileName(file)}", Repository.Read(file));
        }

        workspace.Write("Native/Native.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <PublishAot>true</PublishAot>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TypedMqttRpc" Version="{feed.Open("TypedMqttRpc")["version"]}" />
              </ItemGroup>
            </Project>
            """);

        string published = await workspace.RunAsync($"dotnet publish -c Release -r {NativeCompiler.Runtime} -o out", "Native");
        string output = await workspace.RunAsync($"out/Native {broker.Uri}", "Native");

        Assert.Equal(
            """
            move     (300, 40)
            move     (800, 20)
            move     refused: The arm does not reach (1100, 20). Its reach is 1000 mm.
            speeds   Slow, Fast
            average  2.5
            parts    [bolt, 2], [nut, 1]

            """,
            output);
        string[] warnings = [.. Warning().Matches(published).Select(static warning => warning.Groups["about"].Value)];
        // MessagePack's are about what it makes at run time, which the sample does without. They also show that warnings are seen here.
        Assert.NotEmpty(warnings);
        Assert.All(warnings, static about => Assert.StartsWith("MessagePack.", about));
    }

    /// <summary>A warning with what it is about: a member if the native compiler found it, a sentence if the C# compiler did.</summary>
    [GeneratedRegex(@"\bwarning [A-Z]+\d+: (?<about>\S+)")]
    private static partial Regex Warning();
}
