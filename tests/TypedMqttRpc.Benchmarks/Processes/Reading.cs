using System.Diagnostics;

namespace TypedMqttRpc.Benchmarks.Processes;

/// <summary>Reads several clocks and counters as if at one moment: where the reading thread had to wait in between, they would belong to different ones.</summary>
internal static class Reading
{
    private const int Attempts = 5;

    private static readonly TimeSpan ShortEnough = TimeSpan.FromMilliseconds(1);

    /// <summary>The reading that took the shortest of a few.</summary>
    public static T Take<T>(Func<T> read)
    {
        T best = default!;
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < Attempts && shortest > ShortEnough; attempt++)
        {
            long started = Stopwatch.GetTimestamp();
            T reading = read();
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            if (took < shortest)
            {
                (best, shortest) = (reading, took);
            }
        }

        return best;
    }
}
