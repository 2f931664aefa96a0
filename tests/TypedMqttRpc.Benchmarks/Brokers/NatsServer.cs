using System.Diagnostics;

namespace TypedMqttRpc.Benchmarks.Brokers;

/// <summary>A nats-server of the benchmark's own, on a free loopback port. It speaks another protocol, to another side.</summary>
internal static class NatsServer
{
    public const string Missing = "no nats-server here (Debian's package nats-server has one)";

    private const string Listening = "Listening for client connections on ";

    // Debian installs it where only root's PATH looks.
    private static readonly string[] Folders = [.. Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [], "/usr/sbin", "/usr/local/sbin"];

    public static bool IsInstalled => FindProgram() is not null;

    public static async Task<RunningBroker> StartAsync()
    {
        string program = FindProgram() ?? throw new InvalidOperationException($"There is {Missing}.");
        Process process = Process.Start(new ProcessStartInfo(program, ["--addr", "127.0.0.1", "--port", "-1"]) { RedirectStandardError = true })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and int at)
            {
                // Nobody reads on, and a full pipe would stop it.
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new($"nats://{line[(at + Listening.Length)..]}", process.Id, () => StopAsync(process));
            }
        }

        throw new InvalidOperationException("The nats-server has ended before it listened.");
    }

    private static async ValueTask StopAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static string? FindProgram() => Folders.Where(static folder => folder.Length > 0)
        .Select(static folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "nats-server.exe" : "nats-server"))
        .FirstOrDefault(File.Exists);
}
