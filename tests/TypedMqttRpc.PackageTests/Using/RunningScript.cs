using System.Diagnostics;
using System.Text;

namespace TypedMqttRpc.PackageTests.Using;

/// <summary>A shell and the programs that it started; they end with it.</summary>
internal sealed class RunningScript : IAsyncDisposable
{
    private readonly string _script;
    private readonly Process _shell;
    private readonly StringBuilder _output = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _awaited;

    public RunningScript(string folder, string script, IReadOnlyDictionary<string, string>? environment)
    {
        _script = script;
        var start = new ProcessStartInfo("bash", ["-ec", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Build nodes that outlive their build would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _shell = Process.Start(start)!;
        _shell.OutputDataReceived += (_, line) => Add(line.Data);
        _shell.ErrorDataReceived += (_, line) => Add(line.Data);
        _shell.BeginOutputReadLine();
        _shell.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_lock)
            {
                return _output.ToString();
            }
        }
    }

    public async Task ExitAsync(TimeSpan patience)
    {
        try
        {
            await _shell.WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw Failed($"is not over after {patience}");
        }

        if (_shell.ExitCode != 0)
        {
            throw Failed($"ended with {_shell.ExitCode}");
        }
    }

    public async Task PrintAsync(string line, TimeSpan patience)
    {
        lock (_lock)
        {
            _awaited = line;
            Compare(_output.ToString().Split('\n'));
        }

        Task end = _shell.WaitForExitAsync();
        Task first = await Task.WhenAny(_printed.Task, end, Task.Delay(patience));
        if (first != _printed.Task)
        {
            throw Failed($"{(first == end ? "ended without" : "does not print")} the line '{line}'");
        }
    }

    public ValueTask DisposeAsync()
    {
        if (!_shell.HasExited)
        {
            _shell.Kill(entireProcessTree: true);
        }

        _shell.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                _output.Append(line).Append('\n');
                Compare([line]);
            }
        }
    }

    private void Compare(string[] lines)
    {
        if (lines.Contains(_awaited))
        {
            _printed.TrySetResult();
        }
    }

    private InvalidOperationException Failed(string how) => new($"{_script}\n{how}:\n{Output}");
}
