using System.Diagnostics;

namespace TypedMqttRpc.Faults.Load;

/// <summary>
/// Starts calls at a rate, whether or not earlier ones have ended, until it is told to stop. A load that waits for answers would
/// stop calling just when things go wrong.
/// </summary>
internal sealed class OpenLoop : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    /// <param name="callsPerSecond">The rate.</param>
    /// <param name="start">Starts one call, and does not wait for it.</param>
    /// <param name="atMost">The bound of the load.</param>
    public OpenLoop(int callsPerSecond, Action start, int atMost = 100_000) => _running = Task.Run(() => RunAsync(callsPerSecond, start, atMost));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync(int callsPerSecond, Action start, int atMost)
    {
        long begin = Stopwatch.GetTimestamp();
        int started = 0;
        using var timer = new PeriodicTimer(Tick);
        while (!_stopping.IsCancellationRequested && started < atMost)
        {
            int due = (int)(Stopwatch.GetElapsedTime(begin).TotalSeconds * callsPerSecond);
            for (; started < Math.Min(due, atMost); started++)
            {
                start();
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
