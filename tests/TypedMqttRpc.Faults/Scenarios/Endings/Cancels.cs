using System.Diagnostics;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Endings;

/// <summary>Calls are cancelled at random moments, over a slow link, some in the middle of a large request.</summary>
internal static class Cancels
{
    public static readonly Scenario Scenario = new("C-cancel", "10,000 calls, 100 at a time, every tenth with 200 kB, 20 MB/s", "each is cancelled after 0 to 20 ms", RunAsync) { Limit = TimeSpan.FromSeconds(90) };

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync(Cell.NoDelay);
        cell.CallerProxy.BytesPerSecond = 20_000_000;
        IProbe client = cell.Client(TimeSpan.FromSeconds(30));
        byte[] large = new byte[200_000];
        var cancels = new Latencies();
        int cancelled = 0;
        int ended = 0;
        int wrong = 0;
        int number = 0;
        await Latencies.MeasureAsync(run.Count(10_000, 2_000), 100, CancelOneAsync);

        // The connection must still carry what comes after.
        cell.CallerProxy.BytesPerSecond = 0;
        bool well = await client.OnceAsync(1, Nonce.For(1), 0) == Nonce.Answer(1, Nonce.For(1));
        int running = cell.Probe.Waited.Count;
        for (int i = 0; i < 100 && cell.Probe.Cancelled.Count < cell.Probe.Waited.Count; i++)
        {
            await Task.Delay(50);
        }

        double told = running == 0 ? 100 : 100.0 * cell.Probe.Cancelled.Count / cell.Probe.Waited.Count;
        int losses = cell.CallerProxy.Accepted + cell.ServerProxy.Accepted - 2;
        run.Figure($"cancelled {cancelled}, ended first {ended}, connections lost {losses}, cancel p99 {cancels.P99:0.0} ms, handlers told {told:0.0} % of {running}");
        run.Require(losses == 0, $"{losses} connections were lost");
        run.Require(wrong == 0, $"{wrong} calls ended with something other than the cancellation");
        run.Require(told >= 99, $"only {told:0.0} % of the handlers were told");
        run.Require(cancels.P99 <= Noise.Room(20).TotalMilliseconds, $"cancelling takes {cancels.P99:0} ms");
        run.Require(well && cell.Caller.Statistics.PendingCalls == 0, "the connection does not work any more, or calls are pending");

        async Task CancelOneAsync()
        {
            int i = Interlocked.Increment(ref number);
            using var source = new CancellationTokenSource();
            Task call = i % 10 == 0 ? client.BlobAsync(large, 0, source.Token).AsTask() : client.WaitAsync(i, source.Token).AsTask();
            await Task.Delay(Random.Shared.Next(0, 20));
            long begin = Stopwatch.GetTimestamp();
            await source.CancelAsync();
            try
            {
                await call;
                Interlocked.Increment(ref ended);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
                cancels.Add(Stopwatch.GetElapsedTime(begin));
            }
            catch (Exception)
            {
                Interlocked.Increment(ref wrong);
            }
        }
    }
}
