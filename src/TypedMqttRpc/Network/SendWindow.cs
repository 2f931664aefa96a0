using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>
/// How many QoS 1 messages may await their PUBACK on one connection: Receive Maximum, MQTT 5.0 section 4.9. Responses and the like go before
/// requests, and a request that waits here has not begun: whoever ends its call does not have to find it.
/// </summary>
internal sealed class SendWindow(int size)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiters = new();
    private readonly Queue<CorrelationData> _requests = new();
    private Func<CorrelationData, bool>? _send;
    private int _free = size;
    private bool _closed;

    /// <summary>Takes a place for a request at once, or remembers it.</summary>
    /// <param name="request">The call.</param>
    /// <param name="send">Sends the request of a call that got a place later, and says whether it did: it may have ended.</param>
    public bool TryEnter(in CorrelationData request, Func<CorrelationData, bool> send)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            if (_free > 0)
            {
                _free--;
                return true;
            }

            _send = send;
            _requests.Enqueue(request);
            return false;
        }
    }

    /// <summary>Takes a place, before all requests.</summary>
    /// <exception cref="MqttConnectionLostException">The connection was lost before there was one.</exception>
    public Task EnterAsync()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Task.FromException(Lost());
            }

            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(waiter);
            return waiter.Task;
        }
    }

    /// <summary>Gives a place back, or on to the next who waits.</summary>
    public void Leave()
    {
        while (true)
        {
            CorrelationData request;
            lock (_lock)
            {
                if (_closed)
                {
                    return;
                }

                if (_waiters.TryDequeue(out TaskCompletionSource? waiter))
                {
                    waiter.SetResult();
                    return;
                }

                if (!_requests.TryDequeue(out request))
                {
                    _free++;
                    return;
                }
            }

            if (_send!(request))
            {
                return;
            }
        }
    }

    /// <summary>The connection is lost: nobody gets a place any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _requests.Clear();
            while (_waiters.TryDequeue(out TaskCompletionSource? waiter))
            {
                waiter.SetException(Lost());

                // Whoever waited may have given up, and then nobody looks.
                _ = waiter.Task.Exception;
            }
        }
    }

    private static MqttConnectionLostException Lost() => new("the connection was lost while the message waited for its turn");
}
