using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Proxy;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Handlers;

/// <summary>
/// A server runs out of threads: by handlers that all block theirs, or because something else has filled the shared pool of its process. Its
/// connection stays, and its callers hear in time what became of their calls.
/// </summary>
internal static class StarvedThreads
{
    private const int Places = 200;
    private const int Queue = 20;
    private const int Others = 100;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongDeadline = TimeSpan.FromSeconds(20);

    public static readonly Scenario Blocked = new("C-starve", "200 calls, then 100 more with a deadline of 3 s", "the handlers of the 200 block their threads", BlockedAsync) { Quiet = true };

    /// <summary>Alone: others block threads of the pool here while they start and end brokers, and what is measured here are the caller's deadlines.</summary>
    public static readonly Scenario Pool = new("C-starve-pool", "20 calls/s, deadline 3 s", "the shared thread pool of the server's process is full for 5 s", PoolAsync);

    private static async Task BlockedAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(
            serve: static options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (Places, Queue),
            server: static options => options.KeepAlive = TimeSpan.FromSeconds(2));
        IProbe patient = cell.Client(LongDeadline);
        Task blocked = Task.WhenAll(Enumerable.Range(0, Places).Select(_ => patient.BlockAsync().AsTask()));
        await Waiting.UntilAsync(() => cell.Probe.Blocked == Places, $"{Places} blocked handlers");

        int pings = cell.ServerProxy.Counts[Direction.Down, PacketKind.PingResp];
        IProbe client = cell.Client(Deadline);
        await Task.WhenAll(Enumerable.Range(0, Others).Select(_ => cell.CallOnceAsync(client, Deadline)));
        pings = cell.ServerProxy.Counts[Direction.Down, PacketKind.PingResp] - pings;
        int refused = cell.Calls.Calls.Count(static call => call.Status == RpcStatus.ResourceExhausted && call.Execution == RpcExecution.NotExecuted);
        int late = cell.Calls.Calls.Count(static call => call.Status == RpcStatus.DeadlineExceeded);
        run.Require(cell.Probe.Blocked == Places, "the blocked handlers did not block all the time");
        run.Require(refused >= Others - Queue && refused + late == Others, $"of {Others} calls {refused} were refused and {late} waited until their deadline");

        cell.Probe.Unblock();
        await blocked.WaitAsync(Waiting.Limit);
        CallRecord after = await cell.CallOnceAsync(client, Deadline);
        run.Require(after.Ok, $"afterwards a call fails: {after.Error?.Message}");
        await cell.CheckAsync(run, Deadline, allOk: false);
        run.Figure($"refused {refused} of {Others}, pings meanwhile {pings}, reconnects {cell.ServerProxy.Accepted - 1}");
        run.Require(pings > 0, "the server answered no ping while its handlers blocked");
        run.Require(cell.ServerProxy.Accepted == 1 && cell.CallerProxy.Accepted == 1, "a connection was lost");
    }

    private static async Task PoolAsync(Run run)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        var proxy = cell.Own(new FaultProxy(cell.Broker.Port));
        var server = cell.Own(new ServerProcess($"{proxy.Uri}?keepAlive=6", "server", Path.GetTempFileName(), "probe"));
        await server.StartAsync();
        MqttRpcConnection caller = await cell.ConnectAsync("caller");
        IProbe client = caller.CreateClient<IProbe>().WithOptions(static options => options with { Timeout = Deadline });
        await client.OnceAsync(0, 0, 0);

        // The worst moment: a ping is on its way, and nobody will have time for its answer.
        proxy.Delay = TimeSpan.FromMilliseconds(250);
        int asked = proxy.Counts[Direction.Up, PacketKind.PingReq];
        int answered = proxy.Counts[Direction.Down, PacketKind.PingResp];
        await Waiting.UntilAsync(() => proxy.Counts[Direction.Up, PacketKind.PingReq] > asked, "a ping of the server");
        server.Starve();
        await Waiting.UntilAsync(() => proxy.Counts[Direction.Down, PacketKind.PingResp] > answered, "its answer");
        proxy.Delay = TimeSpan.Zero;
        await using (new OpenLoop(20, () => _ = cell.Calls.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 0))))
        {
            await Task.Delay(ServerProgram.StarvedFor);
        }

        await Waiting.UntilAsync(() => proxy.Counts[Direction.Down, PacketKind.PingResp] > answered + 1, "an answered ping afterwards");
        CallRecord after = await cell.Calls.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 0));
        await cell.Calls.WhenAllEndedAsync(Deadline * 2);
        Verdict verdict = Checker.Check(run, [cell.Calls], LedgerFile.Read([server.LedgerFile]));
        run.Figure($"reconnects {proxy.Accepted - 1}");
        run.Require(proxy.Accepted == 1, $"the server connected {proxy.Accepted} times");
        run.Require(after.Ok, $"afterwards a call fails: {after.Error?.Message}");
        run.Require(verdict.Ok < verdict.Started, "no call had to wait for a thread");
    }
}
