using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Load;

/// <summary>A small world: a Mosquitto, a server of the probe, a caller of it, a proxy before each, and the ledgers of both.</summary>
internal sealed class Cell : IAsyncDisposable
{
    /// <summary>Without this Mosquitto leaves small packets to Nagle's algorithm, and a call in a hundred takes 40 ms longer.</summary>
    public static readonly MosquittoOptions NoDelay = new() { Lines = ["set_tcp_nodelay true"] };

    /// <summary>How connections read and write.</summary>
    public static MqttRpcChannel Channel { get; set; }

    private readonly List<IAsyncDisposable> _owned = [];

    private Cell(MosquittoBroker broker) => Broker = broker;

    public MosquittoBroker Broker { get; }

    public ServerLedger Executions { get; } = new();

    public CallerLedger Calls { get; } = new();

    public Probe Probe { get; private set; } = null!;

    public MqttRpcConnection Server { get; private set; } = null!;

    public MqttRpcConnection Caller { get; private set; } = null!;

    /// <summary>Between the server and the broker.</summary>
    public FaultProxy ServerProxy { get; private set; } = null!;

    /// <summary>Between the caller and the broker.</summary>
    public FaultProxy CallerProxy { get; private set; } = null!;

    /// <summary>Makes the broker only; who connects is left to the scenario.</summary>
    public static async Task<Cell> StartBrokerAsync(MosquittoOptions? options = null) => new(await MosquittoBroker.StartAsync((options ?? new()) with { Channel = Channel }));

    /// <summary>Makes the broker, a server and a caller.</summary>
    public static async Task<Cell> StartAsync(MosquittoOptions? broker = null, Action<ServeOptions>? serve = null, Action<MqttRpcOptions>? caller = null, Action<MqttRpcOptions>? server = null)
    {
        Cell cell = await StartBrokerAsync(broker);
        cell.ServerProxy = cell.Own(new FaultProxy(cell.Broker.Port));
        cell.CallerProxy = cell.Own(new FaultProxy(cell.Broker.Port));
        cell.Probe = new Probe(cell.Executions);
        cell.Server = await cell.ConnectAsync("server", cell.ServerProxy.Uri, server);
        await cell.Server.ServeAsync<IProbe>(cell.Probe, serve);
        cell.Probe.Self = cell.Server.CreateClient<IProbe>();
        cell.Caller = await cell.ConnectAsync("caller", cell.CallerProxy.Uri, caller);
        await GetToKnowAsync(cell.Caller);
        return cell;
    }

    /// <summary>
    /// Until a caller has heard of its server, and while that is younger than two seconds, a call that it has to send again is refused: nobody could say whether it ran
    /// in an earlier life.
    /// </summary>
    public static async Task GetToKnowAsync(MqttRpcConnection caller)
    {
        await caller.CreateClient<IProbe>().NestAsync(0);
        AccessReport report;
        do
        {
            report = await caller.CheckAccessAsync();
        }
        while (report.Findings.Any(static finding => finding.Topic.StartsWith("_rpc/services/", StringComparison.Ordinal) && finding.Answer != AccessAnswer.Allowed));
    }

    /// <summary>Another connection, disposed with the cell.</summary>
    public async Task<MqttRpcConnection> ConnectAsync(string clientId, string? uri = null, Action<MqttRpcOptions>? configure = null)
    {
        var options = new MqttRpcOptions { Uri = uri ?? Broker.Uri, ClientId = clientId, Channel = Channel };
        configure?.Invoke(options);
        return Own(await MqttRpcConnection.ConnectAsync(options));
    }

    /// <summary>A client that speaks MQTT and nothing of ours.</summary>
    public async Task<RawClient> ConnectRawAsync(string clientId, string? user = null) => Own(await RawClient.ConnectAsync(Broker.Uri, clientId, user));

    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>The caller's client with a deadline.</summary>
    public IProbe Client(TimeSpan deadline) => Caller.CreateClient<IProbe>().WithOptions(options => options with { Timeout = deadline });

    /// <summary>Starts a call of the method that is not idempotent.</summary>
    public Task<CallRecord> CallOnceAsync(IProbe client, TimeSpan deadline, int workMs = 0) =>
        Calls.StartAsync(idempotent: false, deadline, (id, nonce) => client.OnceAsync(id, nonce, workMs));

    /// <summary>Waits for all calls, and requires that nothing is pending and everything promised was kept.</summary>
    public async Task<Verdict> CheckAsync(Run run, TimeSpan limit, bool allOk)
    {
        await Calls.WhenAllEndedAsync(limit);
        Verdict verdict = allOk ? Checker.CheckAllOk(run, [Calls], Executions.Executions) : Checker.Check(run, [Calls], Executions.Executions);
        int pending = Caller.Statistics.PendingCalls;
        run.Require(pending == 0, $"{pending} calls are still pending");
        return verdict;
    }

    public async ValueTask DisposeAsync()
    {
        Probe?.Unblock();
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            await _owned[i].DisposeAsync();
        }

        await Broker.DisposeAsync();
    }
}
