using System.Diagnostics;

namespace TypedMqttRpc.Faults.Peers;

/// <summary>A server in a process of its own, which can be killed and started again. It touches no process but its own.</summary>
internal sealed class ServerProcess(string uri, string clientId, string ledgerFile, string service) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private Process? _process;

    public string LedgerFile => ledgerFile;

    /// <summary>Starts it; it serves when this ends.</summary>
    public async Task StartAsync()
    {
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [typeof(ServerProcess).Assembly.Location, "--server", uri, clientId, ledgerFile, service])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        using var limit = new CancellationTokenSource(StartLimit);
        string? line = await _process.StandardOutput.ReadLineAsync(limit.Token);
        if (line != ServerProgram.Ready)
        {
            throw new InvalidOperationException($"The server process does not serve: {line}");
        }
    }

    /// <summary>Fills the process's thread pool with work that blocks; nothing waits for that to be over.</summary>
    public void Starve() => _process!.StandardInput.WriteLine(ServerProgram.Starve);

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Kill();
        }

        _process?.Dispose();
        File.Delete(ledgerFile);
        return ValueTask.CompletedTask;
    }
}
