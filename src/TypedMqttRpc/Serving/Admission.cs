namespace TypedMqttRpc.Serving;

/// <summary>Decides whether a request runs now, waits for its turn, or is turned away. Nothing here waits.</summary>
internal sealed class Admission(int maxConcurrent, int maxQueued)
{
    private readonly Lock _lock = new();
    private readonly Queue<IncomingCall> _queue = new();
    private TaskCompletionSource? _idle;
    private int _running;
    private bool _closed;

    public AdmissionDecision Enter(IncomingCall call)
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
                return AdmissionDecision.Run;
            }

            if (_queue.Count >= maxQueued)
            {
                return AdmissionDecision.Full;
            }

            _queue.Enqueue(call);
            return AdmissionDecision.Queued;
        }
    }

    /// <summary>A request has ended. Its place goes to the returned one, if there is one.</summary>
    public IncomingCall? Exit()
    {
        lock (_lock)
        {
            if (_queue.TryDequeue(out IncomingCall? next))
            {
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
            IncomingCall[] waiting = [.. _queue];
            _queue.Clear();
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running == 0)
            {
                _idle.TrySetResult();
            }

            return (waiting, _idle.Task);
        }
    }
}
