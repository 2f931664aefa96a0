using System.Diagnostics;
using System.Text.Json;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Load;
using TypedMqttRpc.Benchmarks.Processes;
using TypedMqttRpc.Benchmarks.Sides;

namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>Calls as it is told: to get warm, or for a window that is measured. Lines are read on a thread of their own, never on the pool that the calls use.</summary>
internal static class CallerRole
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(SideSettings settings)
    {
        CallerSide side = SideTable.Get(settings.Side).MakeCaller();
        await side.ConnectAsync(settings);
        Thread talk = new(() => Talk(side)) { Name = "talk" };
        talk.Start();
        talk.Join();
    }

    private static void Talk(CallerSide side)
    {
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            int[] numbers = [.. words.Skip(1).Select(int.Parse)];
            CallLoad load = side.MakeLoad(new(numbers[0], numbers[1], numbers[2]));
            if (words[0] == "warm")
            {
                Warm(load, calls: numbers[3], TimeSpan.FromMilliseconds(numbers[4]));
            }
            else
            {
                Measure(load, payload: numbers[1], ramp: TimeSpan.FromMilliseconds(numbers[3]), window: TimeSpan.FromMilliseconds(numbers[4]));
            }
        }
    }

    private static void Warm(CallLoad load, int calls, TimeSpan limit)
    {
        long started = Stopwatch.GetTimestamp();
        load.Start();
        do
        {
            Thread.Sleep(Step);
        }
        while (Stopwatch.GetElapsedTime(started) < limit && load.Latencies.Count() < calls);
        load.Stop();
        Console.WriteLine("warm");
    }

    /// <summary>The load goes on before and after the window, until the parent has looked at the server and the broker too.</summary>
    private static void Measure(CallLoad load, int payload, TimeSpan ramp, TimeSpan window)
    {
        long objectBytes = Parcels.HeapBytes(payload);
        long[] latenciesBefore = Latencies.MakeRoom();
        long[] latencies = Latencies.MakeRoom();
        load.Start();
        Thread.Sleep(ramp);

        Console.WriteLine("begin");
        load.Latencies.Read(latenciesBefore);
        (ProcessCost Cost, long Time, long Calls) before = Reading.Take(Now);
        Thread.Sleep(window);
        (ProcessCost Cost, long Time, long Calls) after = Reading.Take(Now);
        load.Latencies.Read(latencies);

        Console.WriteLine(JsonSerializer.Serialize(new CallerWindow(
            after.Calls - before.Calls,
            Stopwatch.GetElapsedTime(before.Time, after.Time).TotalSeconds,
            Latencies.Percentile(latenciesBefore, latencies, 0.5),
            Latencies.Percentile(latenciesBefore, latencies, 0.99),
            after.Cost.CpuUs - before.Cost.CpuUs,
            after.Cost.Bytes - before.Cost.Bytes,
            objectBytes)));
        _ = Console.ReadLine();
        load.Stop();
        Console.WriteLine(load.Lost);

        (ProcessCost Cost, long Time, long Calls) Now() => (ProcessCost.Now(), Stopwatch.GetTimestamp(), load.Latencies.Count());
    }
}
