using TypedMqttRpc.PackageTests.Packing;
using TypedMqttRpc.PackageTests.Using;

namespace TypedMqttRpc.PackageTests;

/// <summary>A library of contracts that records them.</summary>
public sealed class ContractFileTests(PackageFeed feed)
{
    [Fact]
    public async Task A_terminal_records_a_contract_and_a_change_that_breaks_it_does_not_build()
    {
        using var workspace = new Workspace(feed);
        await workspace.RunAsync("""
            dotnet new install TypedMqttRpc.Templates
            dotnet new mqttrpc-contracts -o Plant
            sed -i '0,/<PropertyGroup>/s//<PropertyGroup><MqttRpcContractFile>contract.shipped.json<\/MqttRpcContractFile>/' Plant/Plant.csproj
            touch Plant/contract.shipped.json
            dotnet restore Plant
            dotnet format analyzers Plant --diagnostics TMR0803 --severity warn --no-restore
            """);
        string recorded = File.ReadAllText(workspace.PathOf("Plant/contract.shipped.json"));
        Assert.Contains("\"services\"", recorded);
        Assert.Contains("0 Warning(s)", await workspace.RunAsync("dotnet build Plant"));

        workspace.Write("Plant/contract.shipped.json", recorded.Replace("float64", "int32", StringComparison.Ordinal));
        InvalidOperationException failed = await Assert.ThrowsAsync<InvalidOperationException>(() => workspace.RunAsync("dotnet build Plant"));

        Assert.Contains("error TMR0801: ", failed.Message);
        Assert.Contains("was int32 and is float64", failed.Message);
    }
}
