namespace TypedMqttRpc.Testing;

/// <summary>What happened so far, and who waits for something to happen. Thread-safe.</summary>
internal sealed class ItemLog<T>
{
    /// <summary>Older items are forgotten, so that a long test does not eat the memory.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<T> _items = new();
    private readonly List<Waiter> _waiters = [];

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
            if (_items.Count == Capacity)
            {
                _items.Dequeue();
            }

            _items.Enqueue(item);
            _waiters.RemoveAll(waiter => waiter.Take(item));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _items.Clear();
        }
    }

    /// <param name="matches">Which items count. It is called under a lock: it must not call back.</param>
    /// <param name="count">How many are needed.</param>
    /// <param name="fromNow">Only items added later count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<T>> WaitAsync(Func<T, bool> matches, int count, bool fromNow, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Waiter waiter = new(matches, count);
        lock (_lock)
        {
            if (count == 0 || (!fromNow && _items.Any(waiter.Take)))
            {
                return waiter.FoundAsync();
            }

            _waiters.Add(waiter);
        }

        return UntilFoundAsync(waiter, cancellationToken);
    }

    private async Task<IReadOnlyList<T>> UntilFoundAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.FoundAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    private sealed class Waiter(Func<T, bool> matches, int count)
    {
        private readonly List<T> _found = [];
        private readonly TaskCompletionSource<IReadOnlyList<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Counts the item if it matches.</summary>
        /// <returns>The waiter has all it waits for.</returns>
        public bool Take(T item)
        {
            if (!matches(item))
            {
                return false;
            }

            _found.Add(item);
            return _found.Count == count && _completion.TrySetResult(_found);
        }

        public Task<IReadOnlyList<T>> FoundAsync() => count == 0 ? Task.FromResult<IReadOnlyList<T>>([]) : _completion.Task;
    }
}
