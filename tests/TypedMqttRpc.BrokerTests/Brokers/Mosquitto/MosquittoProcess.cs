using System.Diagnostics;

namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>One run of the Mosquitto program. It touches no process but its own.</summary>
internal sealed class MosquittoProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly MosquittoLog _log;
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MosquittoProcess(string program, MosquittoFolder folder, MosquittoLog log)
    {
        _log = log;
        _process = new() { StartInfo = new(program, ["-c", folder.ConfigFile]) { RedirectStandardError = true, WorkingDirectory = folder.FullName } };
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);

        // A test that hangs is not disposed, and its broker must not outlive it.
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program and waits until it has opened its listeners.</summary>
    /// <returns><see langword="null"/> when it ended instead; the log says why.</returns>
    public static async Task<MosquittoProcess?> StartAsync(string program, MosquittoFolder folder, MosquittoLog log)
    {
        MosquittoProcess process = new(program, folder, log);
        process._process.Start();
        process._process.BeginErrorReadLine();
        using CancellationTokenSource limit = new(StartLimit);
        Task exited = process._process.WaitForExitAsync(limit.Token);
        if (await Task.WhenAny(process._running.Task, exited) == process._running.Task)
        {
            return process;
        }

        process.Dispose();
        return null;
    }

    /// <summary>SIGTERM: Mosquitto says goodbye to its clients and saves what it persists.</summary>
    public async Task StopAsync()
    {
        Signal("TERM");
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal("CONT");

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void OnProcessExit(object? sender, EventArgs end)
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    private void Signal(string name)
    {
        // Through the shell's tool, since signal numbers differ between systems.
        using Process kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"Signal {name} did not reach Mosquitto.");
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.Add(line);

        // "mosquitto version 2.0.11 running", once the listeners are open.
        if (line.EndsWith(" running", StringComparison.Ordinal))
        {
            _running.TrySetResult();
        }
    }
}
