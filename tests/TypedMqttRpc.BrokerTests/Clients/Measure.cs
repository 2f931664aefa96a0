using System.Diagnostics;

namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>Measures something several times and takes the middle, which a busy machine moves less than a single value.</summary>
internal static class Measure
{
    private const int Times = 3;

    public static async Task<TimeSpan> MedianAsync(Func<Task<TimeSpan>> once)
    {
        TimeSpan[] times = new TimeSpan[Times];
        for (int i = 0; i < Times; i++)
        {
            times[i] = await once();
        }

        Array.Sort(times);
        TestContext.Current.TestOutputHelper?.WriteLine($"measured: {string.Join(", ", times.Select(static time => $"{time.TotalMilliseconds:0.0} ms"))}");
        return times[Times / 2];
    }

    public static async Task<TimeSpan> OnceAsync(Func<Task> action)
    {
        long started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started);
    }
}
