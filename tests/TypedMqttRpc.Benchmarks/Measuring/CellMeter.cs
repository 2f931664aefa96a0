using System.Diagnostics;
using System.Text.Json;
using TypedMqttRpc.Benchmarks.Processes;
using TypedMqttRpc.Benchmarks.Roles;

namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>Measures one cell for one window.</summary>
internal sealed class CellMeter(Bench bench, RunSettings settings)
{
    private int _retriesLeft = settings.Retries;

    /// <summary>Measures, and again where other work was in the way; the least disturbed window counts.</summary>
    public async Task<Measurement> MeasureAsync(Cell cell)
    {
        Ends ends = await bench.EndsAsync(cell);
        BrokerProcess? broker = await bench.BrokerAsync(cell.Broker);
        await ends.WarmUpAsync(cell, settings);
        Pin(cell, ends, broker, "0");
        Measurement best = await MeasureOnceAsync(cell, ends, broker);
        for (int i = 0; i < settings.RetriesPerWindow && best.IsDisturbed && _retriesLeft > 0; i++)
        {
            _retriesLeft--;
            Measurement again = await MeasureOnceAsync(cell, ends, broker);
            best = again.Disturbance < best.Disturbance ? again : best;
        }

        Pin(cell, ends, broker, Placement.AllProcessors);
        return best;
    }

    private async Task<Measurement> MeasureOnceAsync(Cell cell, Ends ends, BrokerProcess? broker)
    {
        int[] own = [.. Participants(ends, broker), Environment.ProcessId, .. bench.Spinners];
        await ends.Caller.SendAsync($"run {cell.Qos} {cell.Payload} {cell.InFlight} {settings.Ramp.TotalMilliseconds:F0} {settings.Window.TotalMilliseconds:F0}");
        Expect("begin", await ends.Caller.ReadAsync());
        ServerMark before = Parse<ServerMark>(await ends.Server.AskAsync("mark"));
        Moment start = Moment.Now(broker?.Id, own);

        CallerWindow window = Parse<CallerWindow>(await ends.Caller.ReadAsync());
        Moment end = Moment.Now(broker?.Id, own);
        ServerMark after = Parse<ServerMark>(await ends.Server.AskAsync("mark"));
        long lost = long.Parse(await ends.Caller.AskAsync("stop"));

        // Where nothing moved, nothing can be said of one call.
        double calls = window.Calls > 0 ? window.Calls : double.NaN;
        double answered = after.Calls > before.Calls ? after.Calls - before.Calls : double.NaN;
        double seconds = (end.Time - start.Time).TotalSeconds;
        double serverSeconds = after.Seconds - before.Seconds;
        return new()
        {
            CallsPerSecond = window.Calls / window.Seconds,
            P50Us = window.P50Us,
            P99Us = window.P99Us,
            CallerCpuUs = window.CpuUs / calls,
            ServerCpuUs = (after.CpuUs - before.CpuUs) / answered,

            // The broker's window is not quite the caller's.
            BrokerCpuUs = (end.BrokerCpuUs - start.BrokerCpuUs) / seconds / (calls / window.Seconds),
            CallerBytes = window.Bytes / calls,
            ServerBytes = (after.Bytes - before.Bytes) / answered,
            ObjectBytes = window.ObjectBytes,
            Lost = lost,

            // Where the three could not look at their clocks at about the same time, something was in the way too.
            Disturbance = new[] { (end.OthersUs - start.OthersUs) / 1e6 / seconds, Difference(seconds, window.Seconds), Difference(serverSeconds, window.Seconds) }.Max(),
        };
    }

    private static void Pin(Cell cell, Ends ends, BrokerProcess? broker, string processors)
    {
        if (!cell.IsPinned)
        {
            return;
        }

        foreach (int id in Participants(ends, broker))
        {
            if (!Placement.Pin(id, processors))
            {
                throw new InvalidOperationException("taskset, which pins processes to a processor, does not work here; leave the pinned goals out with --only.");
            }
        }
    }

    private static int[] Participants(Ends ends, BrokerProcess? broker) =>
        broker is null ? [ends.Caller.Id, ends.Server.Id] : [ends.Caller.Id, ends.Server.Id, broker.Id];

    private static double Difference(double seconds, double wanted) => Math.Abs(seconds - wanted) / wanted;

    private static T Parse<T>(string line) => JsonSerializer.Deserialize<T>(line)!;

    private static void Expect(string wanted, string got)
    {
        if (got != wanted)
        {
            throw new InvalidOperationException($"The caller said '{got}' instead of '{wanted}'.");
        }
    }

    /// <summary>The clocks at one moment.</summary>
    private readonly record struct Moment(TimeSpan Time, double BrokerCpuUs, double OthersUs)
    {
        public static Moment Now(int? broker, int[] own)
        {
            (double busy, double stolen) = ProcessorTime.OfMachine();
            double others = busy + stolen - own.Sum(ProcessorTime.OfProcess);
            return new(Stopwatch.GetElapsedTime(0), broker is { } id ? ProcessorTime.OfProcess(id) : 0, double.IsNaN(others) ? 0 : others);
        }
    }
}
