namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>A list that grows while a test looks at it, and a way to wait for what is to come. Thread-safe.</summary>
internal sealed class Observed<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _items = [];
    private readonly List<(Func<T, bool> Match, TaskCompletionSource<T> Found)> _waiting = [];
    private readonly List<(Func<IReadOnlyList<T>, bool> Match, TaskCompletionSource Found)> _waitingForAll = [];

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

            for (int i = _waitingForAll.Count - 1; i >= 0; i--)
            {
                if (_waitingForAll[i].Match(_items))
                {
                    _waitingForAll[i].Found.SetResult();
                    _waitingForAll.RemoveAt(i);
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

    /// <summary>Waits until all items together match.</summary>
    public Task WaitForAllAsync(Func<IReadOnlyList<T>, bool> match)
    {
        lock (_lock)
        {
            if (match(_items))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waitingForAll.Add((match, found));
            return found.Task.Soon();
        }
    }
}
