namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>Where Mosquitto is installed.</summary>
internal static class MosquittoProgram
{
    public const string Missing = "mosquitto is not installed: run tests/run, which installs it, or apt-get install mosquitto";

    // Debian installs it where only root's PATH looks.
    private static readonly string[] UsualFolders = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", @"C:\Program Files\mosquitto"];

    /// <summary>The program's path. Where it is not installed, the test is skipped.</summary>
    public static string LocateOrSkip()
    {
        string[] path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return Find([.. path, .. UsualFolders]) ?? throw TestRun.Skip(Missing);
    }

    public static string? Find(IEnumerable<string> folders) => folders
        .Where(static folder => folder.Length > 0)
        .Select(static folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "mosquitto.exe" : "mosquitto"))
        .FirstOrDefault(File.Exists);
}
