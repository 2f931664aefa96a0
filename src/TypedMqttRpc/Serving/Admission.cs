namespace TypedMqttRpc.Serving;

/// <summary>
/// Decides whether a request runs now, waits for its turn, or is turned away. Nothing here waits. Callers take turns, each with a queue of
/// its own, so that one who floods the service delays itself and not the others.
/// </summary>
internal sealed class Admission(int maxConcurrent, int maxQueued)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<IncomingCall>> _queues = new(StringComparer.Ordinal);

    /// <summary>The callers whose requests wait, in the order of their turns.</summary>
    private readonly Queue<string> _turns = new();

    /// <summary>While others wait as well, nobody may fill more than half of the room.</summary>
    private readonly int _maxOfOneCaller = Math.Max(1, maxQueued / 2);

    private TaskCompletionSource? _idle;
    private int _running;
    private int _queued;
    private bool _closed;

    public AdmissionDecision Enter(IncomingCall call)
    {
        string caller = CallerName.Of(call.Message);
        lock (_lock)
        {
            if (_closed)
            {
                return AdmissionDecision.Closed;
            }

            if (_running < maxConcurrent)
            {
                _running++;
                return AdmissionDecision.Run;
            }

            _queues.TryGetValue(caller, out Queue<IncomingCall>? queue);
            if (_queued >= maxQueued || (queue?.Count >= _maxOfOneCaller && _turns.Count > 1))
            {
                return AdmissionDecision.Full;
            }

            if (queue is null)
            {
                _queues.Add(caller, queue = new());
                _turns.Enqueue(caller);
            }

            queue.Enqueue(call);
            _queued++;
            return AdmissionDecision.Queued;
        }
    }

    /// <summary>A request has ended. Its place goes to the returned one, if there is one.</summary>
    public IncomingCall? Exit()
    {
        lock (_lock)
        {
            if (_turns.TryDequeue(out string? caller))
            {
                Queue<IncomingCall> queue = _queues[caller];
                IncomingCall next = queue.Dequeue();
                _queued--;
                if (queue.Count == 0)
                {
                    _queues.Remove(caller);
                }
                else
                {
                    _turns.Enqueue(caller);
                }

                return next;
            }

            if (--_running == 0)
            {
                _idle?.TrySetResult();
            }

            return null;
        }
    }

    /// <summary>Lets nobody in any more.</summary>
    /// <returns>The requests that were waiting, and a task that ends when the running ones have.</returns>
    public (IReadOnlyList<IncomingCall> Waiting, Task Idle) Close()
    {
        lock (_lock)
        {
            _closed = true;
            IncomingCall[] waiting = [.. _queues.Values.SelectMany(queue => queue)];
            _queues.Clear();
            _turns.Clear();
            _queued = 0;
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running == 0)
            {
                _idle.TrySetResult();
            }

            return (waiting, _idle.Task);
        }
    }
}
