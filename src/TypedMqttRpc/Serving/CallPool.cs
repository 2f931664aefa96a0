using System.Collections.Concurrent;

namespace TypedMqttRpc.Serving;

/// <summary>The calls of one connection: those under way, and those whose memory waits for the next.</summary>
internal sealed class CallPool
{
    /// <summary>As many as one caller has under way at most by default.</summary>
    private const int MaxKept = 10_000;

    private readonly ConcurrentQueue<IncomingCall> _idle = new();
    private readonly Lock _lock = new();
    private readonly List<IncomingCall> _all = [];

    public IncomingCall Rent()
    {
        if (_idle.TryDequeue(out IncomingCall? idle))
        {
            return idle;
        }

        lock (_lock)
        {
            var call = new IncomingCall(this, _all.Count);
            _all.Add(call);
            return call;
        }
    }

    public void Return(IncomingCall call)
    {
        // Read without the lock: one more or less does not matter.
        if (_all.Count <= MaxKept)
        {
            _idle.Enqueue(call);
            return;
        }

        lock (_lock)
        {
            IncomingCall last = _all[^1];
            _all[call.Place] = last;
            last.Place = call.Place;
            _all.RemoveAt(_all.Count - 1);
        }
    }

    /// <summary>Cancels the calls whose handlers should have ended.</summary>
    /// <returns>The earliest deadline of the others.</returns>
    public long CancelDue(long now)
    {
        long next = long.MaxValue;
        lock (_lock)
        {
            // Backwards, since a call may leave the list here and its place goes to the last.
            for (int i = _all.Count - 1; i >= 0; i--)
            {
                IncomingCall call = _all[i];
                long due = call.DueAt;
                if (due > now)
                {
                    next = Math.Min(next, due);
                }
                else
                {
                    call.CancelIfDue(now);
                }
            }
        }

        return next;
    }
}
