using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Network;

/// <summary>
/// Connections end for every reason that there is, and whatever is said of it, another one is made and calls go on. Where a broker says that
/// there is no use in trying, it is tried less often, and for ever.
/// </summary>
internal static class LossReasons
{
    private const byte TakenOver = 0x8E;
    private const int Hurry = 10;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>All that a server may put into a DISCONNECT: MQTT 5.0 section 3.14.2.1.</summary>
    private static readonly byte[] Disconnects =
    [
        0x00, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8D, TakenOver, 0x8F, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D,
        0x9E, 0x9F, 0xA0, 0xA1, 0xA2,
    ];

    public static readonly Scenario Scenario = new(
        "C-reasons", "a call while the connection ends, and one after", "RST, SIGTERM, kill -9, takeover, every DISCONNECT; refused reconnects", RunAsync)
    {
        Quiet = true,
    };

    private static async Task RunAsync(Run run)
    {
        await using Cell dying = await Cell.StartAsync();
        await using Cell living = await Cell.StartAsync();
        await Task.WhenAll(
            LoseByDeathAsync(run, dying),
            DisconnectServerAsync(living),
            Task.WhenAll(Disconnects.Select(reason => DisconnectAsync(run, living, reason))),
            TakeOverAsync(run, living),
            RefuseAsync(run, living, 0x87, "not authorized"),
            RefuseAsync(run, living, 0x8C, "authentication method"),
            RefuseAsync(run, living, 0x9D, "another server"));
        await dying.CheckAsync(run, Deadline * 2, allOk: true);
        await living.CheckAsync(run, Deadline * 2, allOk: true);
        run.Figure($"DISCONNECT for {Disconnects.Length} reasons");
    }

    /// <summary>What nobody explains: MQTTnet calls all of it a normal end.</summary>
    private static async Task LoseByDeathAsync(Run run, Cell cell)
    {
        (string Name, Func<Task> Lose)[] ways =
        [
            ("RST", () =>
            {
                cell.CallerProxy.ResetAll();
                cell.ServerProxy.ResetAll();
                return Task.CompletedTask;
            }),
            ("SIGTERM", async () =>
            {
                await cell.Broker.StopAsync();
                await cell.Broker.StartAgainAsync();
            }),
            ("kill -9", cell.Broker.RestartAsync),
            ("takeover", async () =>
            {
                await cell.ConnectRawAsync("caller");
                await cell.ConnectRawAsync("server");
            }),
        ];
        foreach ((string name, Func<Task> lose) in ways)
        {
            // Connections that last a moment only look like a quarrel over the client id.
            await Task.Delay(300);
            (int callers, int servers) = (cell.CallerProxy.Accepted, cell.ServerProxy.Accepted);
            _ = cell.CallOnceAsync(cell.Client(Deadline), Deadline, workMs: 100);
            await lose();
            await Waiting.UntilAsync(() => cell.CallerProxy.Accepted > callers && cell.ServerProxy.Accepted > servers, $"the connections after {name}");
            CallRecord next = await cell.CallOnceAsync(cell.Client(Deadline), Deadline);
            run.Require(next.Ok, $"after {name}: {next.Error?.Message}");
        }
    }

    private static async Task DisconnectServerAsync(Cell cell)
    {
        foreach (byte reason in new byte[] { 0x8B, TakenOver, 0x98 })
        {
            await Task.Delay(300);
            int connects = cell.ServerProxy.Accepted;
            await cell.ServerProxy.DisconnectAllAsync(reason);
            await Waiting.UntilAsync(() => cell.ServerProxy.Accepted > connects, $"the server's connection after 0x{reason:X2}");
        }
    }

    private static async Task DisconnectAsync(Run run, Cell cell, byte reason)
    {
        (FaultProxy proxy, MqttRpcConnection connection) = await ConnectAsync(cell, $"told-{reason:x2}");
        IProbe client = connection.CreateClient<IProbe>();
        Task<CallRecord> during = cell.CallOnceAsync(client, Deadline, workMs: 100);
        await proxy.DisconnectAllAsync(reason);
        await Waiting.UntilAsync(() => proxy.Accepted == 2, $"the connection after 0x{reason:X2}");
        foreach (CallRecord call in new[] { await during, await cell.CallOnceAsync(client, Deadline) })
        {
            run.Require(call.Ok, $"after 0x{reason:X2}: {call.Error?.Message}");
        }
    }

    /// <summary>Somebody takes the connection each time that it is made.</summary>
    private static async Task TakeOverAsync(Run run, Cell cell)
    {
        (FaultProxy proxy, MqttRpcConnection connection) = await ConnectAsync(cell, "contended");
        bool isContended = true;
        connection.StateChanged += (_, change) =>
        {
            if (change.State == MqttRpcConnectionState.Connected && Volatile.Read(ref isContended))
            {
                _ = proxy.DisconnectAllAsync(TakenOver);
            }
        };
        await proxy.DisconnectAllAsync(TakenOver);
        await Task.Delay(4_000);
        Volatile.Write(ref isContended, false);
        int connects = proxy.Accepted;
        IProbe client = connection.CreateClient<IProbe>();
        CallRecord after = await cell.CallOnceAsync(client, Deadline);
        run.Figure($"connects in 4 s of takeovers {connects}");
        run.Require(connects is > 2 and <= 6, $"{connects} connects in 4 s of takeovers");
        run.Require(after.Ok, $"after the takeovers: {after.Error?.Message}");
    }

    private static async Task RefuseAsync(Run run, Cell cell, byte reason, string named)
    {
        (FaultProxy proxy, MqttRpcConnection connection) = await ConnectAsync(cell, $"refused-{reason:x2}", new HurriedTime(Hurry));
        IProbe client = connection.CreateClient<IProbe>();
        proxy.RefuseWith = reason;
        proxy.ResetAll();
        await Waiting.UntilAsync(() => proxy.Refused > 0, $"an attempt that 0x{reason:X2} refuses");

        // Two seconds of the connection's time, in which one that is merely lost tries half a dozen times.
        await Task.Delay(TimeSpan.FromSeconds(2) / Hurry);
        int soon = proxy.Refused;
        run.Require(soon <= 4, $"{soon} attempts within 2 s although 0x{reason:X2} refuses them");
        RpcException? meanwhile = null;
        try
        {
            await client.WithOptions(static options => options with { Timeout = Deadline }).OnceAsync(0, 0, 0);
        }
        catch (RpcException error)
        {
            meanwhile = error;
        }

        run.Require(
            meanwhile is { Status: RpcStatus.Unavailable, Execution: RpcExecution.NotExecuted } && meanwhile.Message.Contains(named, StringComparison.Ordinal),
            $"a call while 0x{reason:X2} refuses the connection ends with {meanwhile?.Status}, {meanwhile?.Execution}: {meanwhile?.Message}");
        await Waiting.UntilAsync(() => proxy.Refused > soon, $"another attempt after 0x{reason:X2}");
        proxy.RefuseWith = null;
        CallRecord after = await cell.CallOnceAsync(client, Deadline);
        run.Require(after.Ok, $"when 0x{reason:X2} was over: {after.Error?.Message}");
        run.Figure($"0x{reason:X2}: {soon} attempts in the first 2 s, {proxy.Refused} in all");
    }

    private static async Task<(FaultProxy Proxy, MqttRpcConnection Connection)> ConnectAsync(Cell cell, string clientId, TimeProvider? time = null)
    {
        var proxy = cell.Own(new FaultProxy(cell.Broker.Port));
        return (proxy, await cell.ConnectAsync(clientId, proxy.Uri, options =>
        {
            options.TimeProvider = time ?? options.TimeProvider;
            options.Timeout = time is null ? Deadline : Deadline * Hurry;
        }));
    }
}
