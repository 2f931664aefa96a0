namespace TypedMqttRpc.Testing;

/// <summary>
/// Keeps packets back until the test lets them go: what makes a race happen the same way each time. Thread-safe.
/// </summary>
/// <typeparam name="T">What is known of a packet.</typeparam>
public sealed class Hold<T> : IDisposable
{
    private readonly Lock _gate;
    private readonly HoldList<T> _owner;
    private readonly Queue<Action> _releases = new();
    private readonly ItemLog<T> _log = new();

    internal Hold(Lock gate, string filter, HoldList<T> owner)
    {
        _gate = gate;
        Filter = filter;
        _owner = owner;
    }

    /// <summary>What is kept back.</summary>
    public string Filter { get; }

    /// <summary>How many packets are being kept back now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _releases.Count;
            }
        }
    }

    /// <summary>Waits until so many packets have been kept back since the hold began, released ones included.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The packets, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<IReadOnlyList<T>> WaitForAsync(int count, CancellationToken cancellationToken = default) =>
        _log.WaitAsync(static _ => true, count, fromNow: false, cancellationToken);

    /// <summary>Lets the oldest packet go, and goes on keeping back the others.</summary>
    /// <returns><see langword="false"/> when there was none.</returns>
    public bool ReleaseNext()
    {
        lock (_gate)
        {
            bool any = _releases.TryDequeue(out Action? release);
            release?.Invoke();
            return any;
        }
    }

    /// <summary>Lets all packets go, in the order in which they came, and keeps back no more. A second call does nothing.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _owner.Remove(this);
            while (_releases.TryDequeue(out Action? release))
            {
                release();
            }
        }
    }

    internal void Keep(T item, Action release)
    {
        _releases.Enqueue(release);
        _log.Add(item);
    }
}
