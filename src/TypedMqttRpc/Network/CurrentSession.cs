namespace TypedMqttRpc.Network;

/// <summary>The connection that is up, if one is, and the wait for it.</summary>
internal sealed class CurrentSession
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<LiveSession> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _down = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LiveSession? _session;

    public LiveSession? Value => _session;

    /// <exception cref="ObjectDisposedException">There never will be one.</exception>
    public Task<LiveSession> WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _session is { } session ? Task.FromResult(session) : _up.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until a connection that is lost has been put down: the news of its end may still be on its way.</summary>
    public Task WhenDownAsync(LiveSession lost, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _session == lost ? _down.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
        }
    }

    public void SetUp(LiveSession session)
    {
        lock (_lock)
        {
            _session = session;
            _down = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _up.SetResult(session);
        }
    }

    public void SetDown()
    {
        // Calls those who wait for a place, so not under the lock.
        _session?.Window.Close();
        lock (_lock)
        {
            _session = null;
            _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _down.SetResult();
        }
    }

    /// <summary>There will be no connection any more, so nobody waits for one.</summary>
    public void End()
    {
        lock (_lock)
        {
            _up.TrySetException(new ObjectDisposedException(nameof(MqttRpcConnection)));
            _ = _up.Task.Exception;
        }
    }
}
