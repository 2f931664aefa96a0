using System.Diagnostics;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Pressure;

/// <summary>Ten times the calls that a server can run: it runs as many as it can, and refuses the others at once.</summary>
internal static class Overload
{
    private const int Places = 4;
    private const int WorkMs = 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public static readonly Scenario Scenario = new("C-overload", "capacity 4 at a time × 20 ms, 10 s", "10 × the capacity", RunAsync);

    public static readonly Scenario Fair = new("C-fair", "9 polite callers, 5 calls/s each, and one that floods with 2,000/s", "capacity 4 at a time × 20 ms", FairAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await StartAsync();
        IProbe client = cell.Client(Deadline);
        double capacity = await MeasureCapacityAsync(client);
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan duration = TimeSpan.FromSeconds(run.Count(10, 3));
        var rejects = new Latencies();
        int ok = 0;
        int other = 0;
        long begin = Stopwatch.GetTimestamp();
        await using (new OpenLoop((int)(capacity * 10), () => _ = CallAsync(), atMost: 60_000))
        {
            await Task.Delay(duration);
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        int inTime = Volatile.Read(ref ok);
        while (cell.Caller.Statistics.PendingCalls > 0)
        {
            await Task.Delay(20);
        }

        long recovery = Stopwatch.GetTimestamp();
        await client.OnceAsync(0, 0, 0);
        double goodput = inTime / seconds / capacity;
        double growth = (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1048576.0;
        run.Figure($"capacity {capacity:0}/s, goodput {goodput * 100:0} %, refused {rejects.Count} with p99 {rejects.P99:0.0} ms, other errors {other}, heap {growth:+0.0;-0.0} MiB, then a call in {Stopwatch.GetElapsedTime(recovery).TotalMilliseconds:0} ms");
        run.Require(goodput >= 0.9, $"goodput is {goodput * 100:0} % of capacity");
        run.Require(rejects.Count > inTime * 5, "there was no overload");
        run.Require(rejects.P99 <= 50, $"refusals take {rejects.P99:0} ms");
        run.Require(other == 0, $"{other} calls failed otherwise");
        run.Require(growth < 4, $"the heap grew by {growth:0.0} MiB");

        async Task CallAsync()
        {
            long started = Stopwatch.GetTimestamp();
            try
            {
                await client.OnceAsync(0, 0, WorkMs);
                Interlocked.Increment(ref ok);
            }
            catch (RpcException error) when (error.Status == RpcStatus.ResourceExhausted && error.Execution == RpcExecution.NotExecuted)
            {
                rejects.Add(Stopwatch.GetElapsedTime(started));
            }
            catch (Exception)
            {
                Interlocked.Increment(ref other);
            }
        }
    }

    private static async Task FairAsync(Run run)
    {
        await using Cell cell = await StartAsync();
        IProbe[] polite = new IProbe[9];
        for (int i = 0; i < polite.Length; i++)
        {
            MqttRpcConnection connection = await cell.ConnectAsync($"polite-{i}");
            polite[i] = connection.CreateClient<IProbe>().WithOptions(static options => options with { Timeout = Deadline });
        }

        IProbe flooder = cell.Client(Deadline);
        var flood = new CallerLedger();
        int turn = 0;
        await using (new OpenLoop(2_000, () => _ = flood.StartAsync(false, Deadline, (id, nonce) => flooder.OnceAsync(id, nonce, WorkMs))))
        await using (new OpenLoop(45, () => _ = cell.CallOnceAsync(polite[turn++ % 9], Deadline, WorkMs)))
        {
            await Task.Delay(run.Count(5_000, 2_000));
        }

        await flood.WhenAllEndedAsync(Deadline * 2);
        await cell.Calls.WhenAllEndedAsync(Deadline * 2);
        Checker.Check(run, [flood, cell.Calls], cell.Executions.Executions);
        int ok = cell.Calls.Calls.Count(static call => call.Ok);
        double share = 100.0 * ok / cell.Calls.Calls.Count;
        run.Figure($"polite {ok} of {cell.Calls.Calls.Count}");
        run.Require(share >= 99, $"only {share:0.0} % of the polite callers' calls succeeded");
    }

    private static Task<Cell> StartAsync() => Cell.StartAsync(Cell.NoDelay, serve: static options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (Places, 40));

    private static async Task<double> MeasureCapacityAsync(IProbe client)
    {
        await Latencies.MeasureAsync(50, Places, () => client.OnceAsync(0, 0, 0).AsTask());
        long begin = Stopwatch.GetTimestamp();
        const int Calls = 400;
        await Latencies.MeasureAsync(Calls, Places * 4, () => client.OnceAsync(0, 0, WorkMs).AsTask());
        return Calls / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
