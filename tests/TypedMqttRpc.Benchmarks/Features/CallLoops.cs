using TypedMqttRpc.Benchmarks.Processes;

namespace TypedMqttRpc.Benchmarks.Features;

/// <summary>Calls in closed loops in this process, and what one of them costs it: both ends together.</summary>
internal sealed class CallLoops(Func<ValueTask<int>> call)
{
    private const int InFlight = 64;
    private const byte Right = 42;

    // Apart, so that processors do not share lines of memory for counting.
    private const int Apart = 16;

    private readonly long[] _counts = new long[InFlight * Apart];
    private volatile bool _isStopping;

    /// <summary>Calls for so long.</summary>
    /// <returns>Processor time in microseconds and bytes, of one call.</returns>
    public ProcessCost Measure(TimeSpan ramp, TimeSpan window)
    {
        _isStopping = false;
        Task[] loops = [.. Enumerable.Range(0, InFlight).Select(loop => Task.Run(() => RunAsync(loop)))];
        Thread.Sleep(ramp);
        (ProcessCost Cost, long Calls) before = Reading.Take(Now);
        Thread.Sleep(window);
        (ProcessCost Cost, long Calls) after = Reading.Take(Now);
        _isStopping = true;
        Task.WaitAll(loops);
        long calls = after.Calls - before.Calls;
        return new((after.Cost.CpuUs - before.Cost.CpuUs) / calls, (after.Cost.Bytes - before.Cost.Bytes) / calls);
    }

    private async Task RunAsync(int loop)
    {
        while (!_isStopping)
        {
            if (await call() != Right)
            {
                throw new InvalidDataException("An answer is wrong.");
            }

            Volatile.Write(ref _counts[loop * Apart], _counts[loop * Apart] + 1);
        }
    }

    private (ProcessCost Cost, long Calls) Now()
    {
        long calls = 0;
        for (int loop = 0; loop < InFlight; loop++)
        {
            calls += Volatile.Read(ref _counts[loop * Apart]);
        }

        return (ProcessCost.Now(), calls);
    }
}
