using System.Diagnostics;

namespace TypedMqttRpc.Faults.Load;

/// <summary>Percentiles of what calls took.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];
    private bool _sorted;

    public int Count => _milliseconds.Count;

    public double P50 => Percentile(0.5);

    public double P99 => Percentile(0.99);

    public double Max => Percentile(1);

    public void Add(TimeSpan took)
    {
        lock (_lock)
        {
            _milliseconds.Add(took.TotalMilliseconds);
            _sorted = false;
        }
    }

    /// <summary>Makes calls one after the other, or so many at one time.</summary>
    public static async Task<Latencies> MeasureAsync(int calls, int atOneTime, Func<Task> call)
    {
        var latencies = new Latencies();
        int left = calls;
        await Task.WhenAll(Enumerable.Range(0, atOneTime).Select(async _ =>
        {
            await Task.Yield();
            while (Interlocked.Decrement(ref left) >= 0)
            {
                long begin = Stopwatch.GetTimestamp();
                await call();
                latencies.Add(Stopwatch.GetElapsedTime(begin));
            }
        }));
        return latencies;
    }

    private double Percentile(double share)
    {
        lock (_lock)
        {
            if (!_sorted)
            {
                _milliseconds.Sort();
                _sorted = true;
            }

            return _milliseconds.Count == 0 ? 0 : _milliseconds[Math.Min(_milliseconds.Count - 1, (int)(_milliseconds.Count * share))];
        }
    }
}
