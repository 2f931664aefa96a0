using System.Collections.Concurrent;

namespace TypedMqttRpc.Serving;

/// <summary>The requests that wait or run, so that a repetition is recognized and a cancellation finds its call.</summary>
internal sealed class AdmittedCalls
{
    private readonly ConcurrentDictionary<CallKey, IncomingCall> _byKey = new();
    private readonly ConcurrentDictionary<IncomingCall, bool> _keyless = new();

    /// <returns><see langword="false"/> when the same request is here already; that one will answer.</returns>
    public bool TryAdd(IncomingCall call) => call.Key is { } key ? _byKey.TryAdd(key, call) : _keyless.TryAdd(call, true);

    public void Remove(IncomingCall call)
    {
        if (call.Key is { } key)
        {
            _byKey.TryRemove(new(key, call));
        }
        else
        {
            _keyless.TryRemove(call, out _);
        }
    }

    /// <returns>Whether there was such a request.</returns>
    public bool Cancel(in CallKey key)
    {
        if (!_byKey.TryGetValue(key, out IncomingCall? call))
        {
            return false;
        }

        call.Cancel(CancelCause.Caller);
        return true;
    }

    public void CancelAll()
    {
        foreach (IncomingCall call in _byKey.Values.Concat(_keyless.Keys))
        {
            call.Cancel(CancelCause.Stopping);
        }
    }
}
