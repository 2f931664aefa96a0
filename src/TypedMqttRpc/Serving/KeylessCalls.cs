namespace TypedMqttRpc.Serving;

/// <summary>
/// The calls under way that nothing remembers: those that cannot be known again, and one-way calls whose slot has gone on. Kept so that they can be cancelled when what they came to is stopped.
/// </summary>
internal sealed class KeylessCalls
{
    private readonly Lock _lock = new();
    private readonly HashSet<IncomingCall> _calls = [];

    public void Add(IncomingCall call)
    {
        lock (_lock)
        {
            _calls.Add(call);
        }
    }

    /// <summary>Before the call goes back to its pool.</summary>
    public void Remove(IncomingCall call)
    {
        lock (_lock)
        {
            _calls.Remove(call);
        }
    }

    /// <summary>Cancels those of a route.</summary>
    public void CancelAll(ServedRoute route, CancelCause cause)
    {
        lock (_lock)
        {
            foreach (IncomingCall call in _calls)
            {
                call.CancelIfOf(route, cause);
            }
        }
    }
}
