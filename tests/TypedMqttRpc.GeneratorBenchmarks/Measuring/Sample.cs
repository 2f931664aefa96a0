using System.Diagnostics;

namespace TypedMqttRpc.GeneratorBenchmarks.Measuring;

/// <summary>What one piece of work took.</summary>
/// <param name="Milliseconds">Its time.</param>
/// <param name="Bytes">What it allocated, on whatever thread.</param>
/// <param name="Files">How many files were written anew; none where nothing writes files.</param>
internal readonly record struct Sample(double Milliseconds, long Bytes, int Files = 0)
{
    public static Sample Of(Action work)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        work();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new(milliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
