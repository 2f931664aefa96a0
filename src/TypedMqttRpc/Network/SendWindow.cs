using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>
/// How many QoS 1 messages may await their PUBACK on one connection: Receive Maximum, MQTT 5.0 section 4.9. Responses and the like go before
/// requests, and a request that waits here has not begun: whoever ends its call does not have to find it.
/// </summary>
internal sealed class SendWindow(int size)
{
    /// <summary>So many requests wait before those are looked for whose calls have ended meanwhile.</summary>
    private const int FewRequests = 1024;

    private readonly Lock _lock = new();
    private readonly Queue<IPlaceWaiter> _waiters = new();
    private readonly Queue<CorrelationData> _requests = new();
    private IWaitingRequests? _calls;
    private int _free = size;
    private int _manyRequests = FewRequests;
    private bool _closed;

    /// <summary>Takes a place for a request at once, or remembers it.</summary>
    /// <param name="request">The call.</param>
    /// <param name="calls">Knows the call when there is a place for it later.</param>
    public bool TryEnter(in CorrelationData request, IWaitingRequests calls)
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

            _calls = calls;
            if (_requests.Count >= _manyRequests)
            {
                ForgetEnded(calls);
            }

            _requests.Enqueue(request);
            return false;
        }
    }

    /// <summary>Takes a place at once, or has the waiter called when there is one, before all requests.</summary>
    /// <returns>Whether the place is taken; otherwise the waiter is called, perhaps before this returns.</returns>
    public bool TryEnter(IPlaceWaiter waiter)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                if (_free > 0)
                {
                    _free--;
                    return true;
                }

                _waiters.Enqueue(waiter);
                return false;
            }
        }

        waiter.OnNoPlace();
        return false;
    }

    /// <summary>Takes a place, before all requests.</summary>
    /// <exception cref="MqttConnectionLostException">The connection was lost before there was one.</exception>
    public Task EnterAsync()
    {
        var waiter = new Waiter();
        return TryEnter(waiter) ? Task.CompletedTask : waiter.Task;
    }

    /// <summary>Gives a place back, or on to the next who waits.</summary>
    public void Leave()
    {
        while (true)
        {
            CorrelationData request = default;
            IPlaceWaiter? waiter;
            lock (_lock)
            {
                if (_closed)
                {
                    return;
                }

                if (!_waiters.TryDequeue(out waiter) && !_requests.TryDequeue(out request))
                {
                    _free++;
                    return;
                }
            }

            if (waiter is not null)
            {
                waiter.OnPlace();
                return;
            }

            if (_calls!.TrySend(request))
            {
                return;
            }
        }
    }

    /// <summary>The connection is lost: nobody gets a place any more.</summary>
    public void Close()
    {
        IPlaceWaiter[] waiters;
        lock (_lock)
        {
            _closed = true;
            _requests.Clear();
            waiters = [.. _waiters];
            _waiters.Clear();
        }

        foreach (IPlaceWaiter waiter in waiters)
        {
            waiter.OnNoPlace();
        }
    }

    /// <summary>Under the lock. A broker may answer pings and acknowledge nothing; those that wait then end at their deadlines, and new ones come.</summary>
    private void ForgetEnded(IWaitingRequests calls)
    {
        for (int i = _requests.Count; i > 0; i--)
        {
            if (_requests.Dequeue() is var request && calls.IsPending(request))
            {
                _requests.Enqueue(request);
            }
        }

        // Twice as many as are left, so that it is not done for each.
        _manyRequests = Math.Max(FewRequests, _requests.Count * 2);
    }

    private sealed class Waiter : IPlaceWaiter
    {
        private readonly TaskCompletionSource _place = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _place.Task;

        public void OnPlace() => _place.SetResult();

        public void OnNoPlace()
        {
            _place.SetException(new MqttConnectionLostException("the connection was lost while the message waited for its turn"));

            // Whoever waited may have given up, and then nobody looks.
            _ = _place.Task.Exception;
        }
    }
}
