namespace TypedMqttRpc.Serving;

/// <summary>
/// Decides whether a request runs now, waits for its turn, or is turned away. Nothing here waits. Callers take turns, each with a queue of
/// its own, so that one who floods the service delays itself and not the others.
/// </summary>
internal sealed class Admission(int maxConcurrent, int maxQueued, long maxQueuedBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<(IncomingCall Call, int Bytes)>> _queues = new(StringComparer.Ordinal);

    /// <summary>The callers whose requests wait, in the order of their turns.</summary>
    private readonly Queue<string> _turns = new();

    /// <summary>While others wait as well, nobody may fill more than half of the room.</summary>
    private readonly int _maxBesideOthers = Math.Max(1, maxQueued / 2);

    /// <summary>Who waits alone leaves some room all the same, or the next caller would find none.</summary>
    private readonly int _maxAlone = maxQueued - (maxQueued / 4);

    /// <summary>Looking through a full queue at every refusal would cost more than the refusals.</summary>
    private readonly int _purgeEvery = Math.Max(1, maxQueued / 16);

    private TaskCompletionSource? _idle;
    private int _running;
    private int _queued;
    private int _unanswered;
    private int _refusals;
    private long _queuedBytes;
    private bool _closed;

    /// <param name="call">The request.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="bytes">How large its payload is.</param>
    public AdmissionDecision Enter(IncomingCall call, string caller, int bytes)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return AdmissionDecision.Closed;
            }

            if (_running < maxConcurrent)
            {
                _running++;
                Interlocked.Increment(ref _unanswered);
                return AdmissionDecision.Run;
            }

            if (!HasRoom(caller, bytes))
            {
                return AdmissionDecision.Full;
            }

            if (!_queues.TryGetValue(caller, out Queue<(IncomingCall Call, int Bytes)>? queue))
            {
                _queues.Add(caller, queue = new());
                _turns.Enqueue(caller);
            }

            queue.Enqueue((call, bytes));
            _queued++;
            _queuedBytes += bytes;
            return AdmissionDecision.Queued;
        }
    }

    /// <summary>A request has ended. Its place goes to the returned one, if there is one.</summary>
    public IncomingCall? Exit()
    {
        lock (_lock)
        {
            if (TakeNext() is { } next)
            {
                Interlocked.Increment(ref _unanswered);
                return next;
            }

            _running--;
            return null;
        }
    }

    /// <summary>The answer to a request is out, or will never be.</summary>
    public void OnAnswered()
    {
        // Down and then asked whether it closes, which does it the other way round: one of both sees the end.
        if (Interlocked.Decrement(ref _unanswered) == 0 && Volatile.Read(ref _idle) is { } idle)
        {
            idle.TrySetResult();
        }
    }

    /// <summary>Lets nobody in any more.</summary>
    /// <returns>The requests that were waiting, and a task that ends when the running ones have been answered.</returns>
    public (IReadOnlyList<IncomingCall> Waiting, Task Idle) Close()
    {
        lock (_lock)
        {
            _closed = true;
            IncomingCall[] waiting = [.. _queues.Values.SelectMany(queue => queue).Select(entry => entry.Call)];
            _queues.Clear();
            _turns.Clear();
            _queued = 0;
            _queuedBytes = 0;
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _unanswered) == 0)
            {
                _idle.TrySetResult();
            }

            return (waiting, _idle.Task);
        }
    }

    private bool HasRoom(string caller, int bytes) =>
        FitsIn(caller, bytes) || (_refusals++ % _purgeEvery == 0 && Purge() && FitsIn(caller, bytes));

    private bool FitsIn(string caller, int bytes) =>
        _queued < maxQueued
        && _queuedBytes + bytes <= maxQueuedBytes
        && !(_queues.TryGetValue(caller, out Queue<(IncomingCall Call, int Bytes)>? queue) && queue.Count >= (_turns.Count > 1 ? _maxBesideOthers : _maxAlone));

    /// <summary>
    /// Lets those begin, and so end, for which nobody waits any more: a queue behind handlers that hang must not be full of them.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    private bool Purge()
    {
        int before = _queued;
        foreach (string caller in _turns)
        {
            Queue<(IncomingCall Call, int Bytes)> queue = _queues[caller];
            for (int i = queue.Count; i > 0; i--)
            {
                (IncomingCall waiting, int bytes) = queue.Dequeue();
                if (!waiting.IsOver)
                {
                    queue.Enqueue((waiting, bytes));
                    continue;
                }

                _queued--;
                _queuedBytes -= bytes;

                // Each gives its place back when it ends, which is at once, since no handler is called.
                _running++;
                Interlocked.Increment(ref _unanswered);
                waiting.Start();
            }
        }

        return _queued < before;
    }

    private IncomingCall? TakeNext()
    {
        while (_turns.TryDequeue(out string? caller))
        {
            Queue<(IncomingCall Call, int Bytes)> queue = _queues[caller];
            bool isAny = queue.TryDequeue(out (IncomingCall Call, int Bytes) next);
            if (queue.Count == 0)
            {
                _queues.Remove(caller);
            }
            else
            {
                _turns.Enqueue(caller);
            }

            if (isAny)
            {
                _queued--;
                _queuedBytes -= next.Bytes;
                return next.Call;
            }
        }

        return null;
    }
}
