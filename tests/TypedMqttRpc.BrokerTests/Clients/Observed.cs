namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>A list that grows while a test looks at it, and a way to wait for what is to come. Thread-safe.</summary>
internal sealed class Observed<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _items = [];
    private readonly List<(Func<T, bool> Match, TaskCompletionSource<T> Found)> _waiting = [];

    /// <summary>A copy.</summary>
    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_lock)
            {
                return [.. _items];
            }
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _items.Add(item);
            for (int i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Match(item))
                {
                    _waiting[i].Found.SetResult(item);
                    _waiting.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>The first item that matches, of those that are there or are to come.</summary>
    public Task<T> WaitForAsync(Func<T, bool> match)
    {
        lock (_lock)
        {
            foreach (T item in _items)
            {
                if (match(item))
                {
                    return Task.FromResult(item);
                }
            }

            TaskCompletionSource<T> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((match, found));
            return found.Task.Soon();
        }
    }
}
