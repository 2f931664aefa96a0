namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>A Mosquitto of the test's own, on free loopback ports, with its own configuration. Its log is printed when the test fails.</summary>
internal sealed class MosquittoBroker : TestBroker
{
    private const int Attempts = 5;

    private readonly string _program;
    private readonly MosquittoFolder _folder;
    private readonly MosquittoPorts _ports;
    private readonly MosquittoLog _log;
    private readonly MqttRpcChannel _channel;
    private MosquittoProcess _process;

    private MosquittoBroker(string program, MosquittoFolder folder, MosquittoPorts ports, MosquittoLog log, MosquittoProcess process, MqttRpcChannel channel)
    {
        _channel = channel;
        _program = program;
        _folder = folder;
        _ports = ports;
        _log = log;
        _process = process;
    }

    public override BrokerKind Kind => _channel == MqttRpcChannel.Standard ? BrokerKind.MosquittoStandard : BrokerKind.Mosquitto;

    public override string Uri => $"mqtt://127.0.0.1:{_ports.Tcp}{(_channel == MqttRpcChannel.Standard ? "?channel=standard" : null)}";

    public string TlsUri => $"mqtts://127.0.0.1:{_ports.Tls}";

    public string WebSocketUri => $"ws://127.0.0.1:{_ports.WebSocket}/mqtt";

    public string SecureWebSocketUri => $"wss://127.0.0.1:{_ports.SecureWebSocket}/mqtt";

    public int Port => _ports.Tcp;

    public int TlsPort => _ports.Tls;

    public int ProcessId => _process.Id;

    public bool IsRunning => !_process.HasExited;

    public string Folder => _folder.FullName;

    /// <summary>The last lines of what Mosquitto said, over all its restarts.</summary>
    public string Log => _log.ToString();

    /// <summary>Waits for a line of the log with this text, if there is none already.</summary>
    public Task SaysAsync(string text) => _log.WaitForAsync(text);

    /// <summary>Starts a Mosquitto that accepts connections when this returns, or skips the test where it is not installed.</summary>
    public static async Task<MosquittoBroker> StartAsync(MosquittoOptions? options = null)
    {
        string program = MosquittoProgram.LocateOrSkip();
        MosquittoLog log = new();
        MosquittoFolder folder = new();

        // Another process may take a free port before Mosquitto does.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            MosquittoPorts ports = MosquittoPorts.Find();
            folder.Write(options ?? new(), ports);
            if (await MosquittoProcess.StartAsync(program, folder, log) is { } process)
            {
                return new(program, folder, ports, log, process, options?.Channel ?? MqttRpcChannel.Pipelined);
            }
        }

        folder.Dispose();
        throw new InvalidOperationException($"Mosquitto does not start:\n{log}");
    }

    /// <summary>SIGKILL: connections are reset, and what was not saved is lost.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM: Mosquitto says goodbye to its clients and saves what it persists.</summary>
    public Task StopAsync() => _process.StopAsync();

    public override Task KillAsync()
    {
        Kill();
        return Task.CompletedTask;
    }

    /// <summary>Starts Mosquitto again, on the same ports, after <see cref="Kill"/> or <see cref="StopAsync"/>.</summary>
    public override async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = await MosquittoProcess.StartAsync(_program, _folder, _log)
            ?? throw new InvalidOperationException($"Mosquitto does not start again:\n{Log}");
    }

    /// <summary>SIGSTOP: connections stay open, and nothing moves.</summary>
    public void Freeze() => _process.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => _process.Thaw();

    public override ValueTask DisposeAsync()
    {
        _process.Dispose();
        _folder.Dispose();
        TestRun.Tell(Log);
        return ValueTask.CompletedTask;
    }
}
