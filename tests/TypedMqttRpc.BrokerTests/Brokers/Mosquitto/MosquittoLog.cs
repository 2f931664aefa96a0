namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>The last lines of what Mosquitto said, over all its restarts, and a way to wait for what it will say. Thread-safe.</summary>
internal sealed class MosquittoLog
{
    private const int MaximumLines = 2_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _waiting = [];

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MaximumLines)
            {
                _lines.Dequeue();
            }

            foreach ((string text, TaskCompletionSource said) in _waiting)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    said.TrySetResult();
                }
            }
        }
    }

    /// <summary>Waits for a line with this text, if it has not been said already.</summary>
    public Task WaitForAsync(string text)
    {
        lock (_lock)
        {
            if (_lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((text, said));
            return said.Task.WaitAsync(Limit);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }
}
