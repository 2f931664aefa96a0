using System.Diagnostics;
using System.Globalization;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Clients;

namespace TypedMqttRpc.BrokerTests.Interop;

/// <summary>Mosquitto's command line clients: peers that know nothing of us.</summary>
internal static class CommandLine
{
    private static readonly string[] UsualFolders = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"];

    /// <summary>Where a program is. Where it is not installed, the test is skipped.</summary>
    public static string LocateOrSkip(string name)
    {
        string[] path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        string? program = path.Concat(UsualFolders).Where(static folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"{name} is not installed: run tests/run, which installs it, or apt-get install mosquitto-clients");
        return program;
    }

    /// <summary>Calls with <c>mosquitto_rr</c>, as a person at a shell would, and returns what it prints.</summary>
    /// <param name="broker">Where.</param>
    /// <param name="arguments">The rest of the command, as it is typed.</param>
    public static async Task<string> RequestAsync(MosquittoBroker broker, string arguments)
    {
        LocateOrSkip("mosquitto_rr");
        string command = $"mosquitto_rr -h 127.0.0.1 -p {broker.Port.ToString(CultureInfo.InvariantCulture)} -V mqttv5 -q 1 -W 20 {arguments}";
        using Process shell = Process.Start(new ProcessStartInfo(LocateOrSkip("bash"), ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = shell.StandardOutput.ReadToEndAsync();
        string errors = await shell.StandardError.ReadToEndAsync().Soon();
        await shell.WaitForExitAsync().Soon();
        Assert.True(shell.ExitCode == 0, $"{command}\nended with {shell.ExitCode}: {errors}");
        return (await output).TrimEnd('\n');
    }
}
