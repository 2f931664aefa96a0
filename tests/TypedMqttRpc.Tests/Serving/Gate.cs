using System.Collections.Concurrent;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>A handler that ends when the test says so.</summary>
internal sealed class Gate
{
    private readonly SemaphoreSlim _ends = new(0);
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly Lock _lock = new();

    public int Running { get; private set; }

    public int MostAtOnce { get; private set; }

    public IReadOnlyCollection<string> Seen => _seen;

    public void LetOneEnd() => _ends.Release();

    public async ValueTask<string> EchoAsync(string text, int times, CancellationToken cancellationToken)
    {
        _seen.Enqueue(text);
        Count(1);
        try
        {
            await _ends.WaitAsync(cancellationToken);
            return text;
        }
        finally
        {
            Count(-1);
        }
    }

    private void Count(int change)
    {
        lock (_lock)
        {
            Running += change;
            MostAtOnce = Math.Max(MostAtOnce, Running);
        }
    }
}
