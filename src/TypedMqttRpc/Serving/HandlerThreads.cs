namespace TypedMqttRpc.Serving;

/// <summary>
/// Threads on which handlers begin. A handler may block its thread, which on the shared pool would hold up the receive path, deadlines and every
/// other part of the program; here more threads are started when work waits while none begins.
/// </summary>
/// <remarks>What follows a handler's first wait runs on the shared pool, as everywhere.</remarks>
internal sealed class HandlerThreads : IDisposable
{
    private static readonly TimeSpan StallCheck = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IdleLife = TimeSpan.FromSeconds(10);

    private readonly Lock _monitor = new();
    private readonly Queue<IncomingCall> _work = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly ITimer _stallCheck;
    private readonly int _least = Environment.ProcessorCount;
    private readonly int _most;
    private int _threads;
    private int _idle;
    private long _begun;
    private long _begunAtLastCheck;
    private bool _checking;
    private bool _disposed;

    /// <param name="most">How many threads there may be.</param>
    public HandlerThreads(int most)
    {
        _most = Math.Max(most, _least);

        // Not the connection's clock: what stalls are threads, in real time.
        _stallCheck = TimeProvider.System.CreateTimer(static state => ((HandlerThreads)state!).CheckForStall(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Run(IncomingCall call)
    {
        lock (_monitor)
        {
            _work.Enqueue(call);
            if (_idle == 0 && _threads < _least)
            {
                StartThread();
            }

            if (!_checking)
            {
                _checking = true;
                _begunAtLastCheck = _begun;
                _stallCheck.Change(StallCheck, StallCheck);
            }
        }

        _available.Release();
    }

    /// <summary>Threads that are busy end when their work does.</summary>
    public void Dispose()
    {
        int threads;
        lock (_monitor)
        {
            _disposed = true;
            threads = _threads;
        }

        _stallCheck.Dispose();
        if (threads > 0)
        {
            _available.Release(threads);
        }
    }

    /// <summary>Work waits and nothing has begun since the last look: the threads are blocked. Twice as many help fast enough.</summary>
    private void CheckForStall()
    {
        lock (_monitor)
        {
            if (_work.Count == 0)
            {
                _checking = false;
                _stallCheck.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            if (_begun == _begunAtLastCheck && _idle == 0)
            {
                for (int more = Math.Min(Math.Min(_threads, _work.Count), _most - _threads); more > 0; more--)
                {
                    StartThread();
                }
            }

            _begunAtLastCheck = _begun;
        }
    }

    private void StartThread()
    {
        _threads++;
        new Thread(Work) { IsBackground = true, Name = "TypedMqttRpc handler" }.UnsafeStart();
    }

    private void Work()
    {
        while (true)
        {
            Interlocked.Increment(ref _idle);
            bool isAvailable = _available.Wait(IdleLife);
            Interlocked.Decrement(ref _idle);
            IncomingCall? call;
            lock (_monitor)
            {
                if (!_work.TryDequeue(out call))
                {
                    if (_disposed || (!isAvailable && _threads > _least))
                    {
                        _threads--;
                        return;
                    }

                    continue;
                }

                _begun++;
            }

            // Its own context, so that nothing of one call is seen by the next on this thread.
            ExecutionContext.Run(EmptyContext, static state => ((IncomingCall)state!).Execute(), call);
        }
    }

    private static ExecutionContext EmptyContext { get; } = CaptureEmpty();

    private static ExecutionContext CaptureEmpty()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
