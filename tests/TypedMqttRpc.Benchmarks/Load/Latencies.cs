using System.Diagnostics;
using System.Numerics;

namespace TypedMqttRpc.Benchmarks.Load;

/// <summary>Counts durations in buckets that are 1.6 % wide. Thread-safe; each processor counts for itself, so that counting costs next to nothing.</summary>
internal sealed class Latencies
{
    private const int StepBits = 6;
    private const int Buckets = 64 << StepBits;

    private readonly long[][] _counts = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new long[Buckets])];

    /// <summary>Counts a duration, in ticks of <see cref="Stopwatch"/>.</summary>
    public void Add(long ticks)
    {
        long[] counts = _counts[Thread.GetCurrentProcessorId() % _counts.Length];
        Interlocked.Increment(ref counts[BucketOf(Math.Max(1, ticks))]);
    }

    /// <summary>Room for <see cref="Read"/>, which must not allocate while allocation is measured.</summary>
    public static long[] MakeRoom() => new long[Buckets];

    /// <summary>How many durations were counted so far.</summary>
    public long Count()
    {
        long sum = 0;
        foreach (long[] counts in _counts)
        {
            foreach (ref long count in counts.AsSpan())
            {
                sum += Volatile.Read(ref count);
            }
        }

        return sum;
    }

    /// <summary>The counts so far.</summary>
    public void Read(long[] target)
    {
        Array.Clear(target);
        foreach (long[] counts in _counts)
        {
            for (int i = 0; i < Buckets; i++)
            {
                target[i] += Volatile.Read(ref counts[i]);
            }
        }
    }

    /// <summary>The duration, in microseconds, below which this part of the calls between two readings stayed.</summary>
    public static double Percentile(long[] before, long[] after, double part)
    {
        long wanted = (long)Math.Ceiling((after.Sum() - before.Sum()) * part);
        long seen = 0;
        for (int i = 0; i < Buckets; i++)
        {
            seen += after[i] - before[i];
            if (seen >= wanted && seen > 0)
            {
                return MiddleOf(i) * 1e6 / Stopwatch.Frequency;
            }
        }

        // No call ended: longer than anything that was seen.
        return double.MaxValue;
    }

    private static int BucketOf(long ticks)
    {
        int exponent = BitOperations.Log2((ulong)ticks);
        long step = exponent <= StepBits ? ticks << (StepBits - exponent) : ticks >> (exponent - StepBits);
        return (exponent << StepBits) | (int)(step & ((1 << StepBits) - 1));
    }

    private static double MiddleOf(int bucket)
    {
        double step = 1 + (((bucket & ((1 << StepBits) - 1)) + 0.5) / (1 << StepBits));
        return step * Math.Pow(2, bucket >> StepBits);
    }
}
