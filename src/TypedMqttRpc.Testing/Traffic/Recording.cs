namespace TypedMqttRpc.Testing;

/// <summary>
/// One kind of packet that passed through an <see cref="InMemoryBroker"/>: what came by, and a way to wait for the next without sleeping.
/// Thread-safe.
/// </summary>
/// <typeparam name="T">What is known of a packet.</typeparam>
public abstract class Recording<T>
{
    private readonly ItemLog<T> _log = new();

    private protected Recording()
    {
    }

    /// <summary>A copy of the last 10,000 packets, the oldest first.</summary>
    public IReadOnlyList<T> Recorded => _log.Items;

    /// <summary>Waits for the next packet; one that came before this call does not count, so call this before what causes the packet.</summary>
    /// <param name="filter">Which packets count, see the property that this was reached by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<T> NextAsync(string filter, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(filter);
        return (await _log.WaitAsync(item => Matches(filter, item), 1, fromNow: true, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Waits until so many packets have come by, the recorded ones included.</summary>
    /// <param name="filter">Which packets count, see the property that this was reached by.</param>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first <paramref name="count"/> of them, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<IReadOnlyList<T>> WaitForAsync(string filter, int count, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(filter);
        return _log.WaitAsync(item => Matches(filter, item), count, fromNow: false, cancellationToken);
    }

    /// <summary>Forgets what was recorded. Who waits already goes on waiting.</summary>
    public void Clear() => _log.Clear();

    internal void Record(T item) => _log.Add(item);

    private protected abstract bool Matches(string filter, T item);
}
