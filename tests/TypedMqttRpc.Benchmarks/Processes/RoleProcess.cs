using System.Diagnostics;

namespace TypedMqttRpc.Benchmarks.Processes;

/// <summary>This program in another process, which plays one role and speaks in lines. It ends when its input does, so it never outlives its parent.</summary>
internal sealed class RoleProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _role;

    private RoleProcess(string role, Process process)
    {
        _role = role;
        _process = process;
    }

    public int Id => _process.Id;

    /// <summary>What the role said when it was ready.</summary>
    public string Greeting { get; private set; } = string.Empty;

    /// <summary>Starts a role and waits until it is ready.</summary>
    /// <param name="prefix">A command that starts another one in its own process, such as nice; empty for none.</param>
    /// <param name="role">The role and its arguments.</param>
    public static async Task<RoleProcess> StartAsync(IReadOnlyList<string> prefix, params string[] role)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path to start again.");
        List<string> command = [.. prefix, program, "role", .. role];
        Process process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,

            // Compiled for speed as soon as it has run often, instead of seconds later: same code, shorter warm-up.
            Environment = { ["DOTNET_TC_CallCountingDelayMs"] = "0" },
        })!;
        RoleProcess started = new(string.Join(' ', role), process);
        started.Greeting = await started.ReadAsync();
        return started;
    }

    public async Task<string> AskAsync(string line)
    {
        await SendAsync(line);
        return await ReadAsync();
    }

    public async Task SendAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<string> ReadAsync()
    {
        using CancellationTokenSource limit = new(AnswerLimit);
        return await _process.StandardOutput.ReadLineAsync(limit.Token)
            ?? throw new InvalidOperationException($"The process '{_role}' has ended; what it wrote to its error output says why.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource limit = new(EndLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
