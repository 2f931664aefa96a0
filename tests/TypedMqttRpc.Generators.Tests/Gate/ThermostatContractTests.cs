using TypedMqttRpc.Generators.Tests.Analyzing;

namespace TypedMqttRpc.Generators.Tests.Gate;

/// <summary>The contract that the Thermostat sample has recorded.</summary>
public class ThermostatContractTests
{
    private static readonly string Folder = Path.Combine(SampleProject.RepositoryDirectory, "samples", "Thermostat", "Contracts");

    private static readonly string Recorded = File.ReadAllText(Path.Combine(Folder, GatedProject.FileName));

    [Fact]
    public async Task It_is_recorded_as_the_fix_writes_it()
    {
        Assert.Equal(Recorded.ReplaceLineEndings("\n"), Sample().Record());
        Assert.Empty(await Sample().CompareAsync(Recorded));
    }

    [Fact]
    public async Task A_device_in_the_field_could_not_read_an_argument_of_another_type() => Assert.Equal(
        ["TMR0801: 'Thermostat.setTarget' breaks those who know it from contract.shipped.json: argument 'celsius' was float64 and is string; give what changed another name, or delete it from the file if nobody knows it any more"],
        await Sample("double celsius", "string celsius").CompareAsync(Recorded));

    private static GatedProject Sample(string was = "", string @is = "")
    {
        string[] files = [.. Directory.GetFiles(Folder, "*.cs").Select(File.ReadAllText)];
        Assert.Contains(files, file => file.Contains(was, StringComparison.Ordinal));
        return GatedProject.OfFiles(files.Select(file => was.Length == 0 ? file : file.Replace(was, @is, StringComparison.Ordinal)));
    }
}
