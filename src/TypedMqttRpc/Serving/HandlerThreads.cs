using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Threads on which handlers begin. A handler may block its thread, which on the shared pool would hold up the receive path, deadlines and every
/// other part of the program; here more threads are started when work waits while none begins.
/// </summary>
/// <remarks>
/// What follows a handler's first wait runs on the shared pool, as everywhere. Waking a thread costs more than a small handler, so one at a time is
/// woken: it takes what there is, and wakes the next one if there is more, before it runs a handler that may block. Handlers that never did so
/// may begin on the pool too, in one place at a time.
/// </remarks>
internal sealed partial class HandlerThreads : IDisposable
{
    private static readonly TimeSpan IdleLife = TimeSpan.FromSeconds(10);

    /// <summary>About as long as it takes to wake a thread.</summary>
    private const int MaxSpins = 20;

    private readonly ConcurrentQueue<IncomingCall> _work = new();

    /// <summary>The work that the pool may do as well.</summary>
    private readonly ConcurrentQueue<IncomingCall> _quickWork = new();

    /// <summary>Guards the sleeping threads and the number of all of them.</summary>
    private readonly Lock _lock = new();
    private readonly List<SleepingThread> _sleepers = [];
    private readonly int _least = Environment.ProcessorCount;
    private readonly int _most;
    private int _threads;

    /// <summary>1 when a thread looks for work, or is about to: nobody need be woken.</summary>
    private int _lookers;
    private volatile bool _canWake = true;
    private volatile bool _disposed;

    /// <param name="most">How many threads there may be.</param>
    public HandlerThreads(int most)
    {
        _most = Math.Max(most, _least);
        _stallCheck = MakeStallCheck();
    }

    private bool HasWork => !_quickWork.IsEmpty || !_work.IsEmpty;

    public void Run(IncomingCall call)
    {
        bool isQuick = call.Handler.Pace.IsQuick;
        (isQuick ? _quickWork : _work).Enqueue(call);

        // The work, and then the questions: whoever stops looking or checking asks in the other order.
        Interlocked.MemoryBarrier();
        if (!isQuick || !TryLookOnPool(comesNext: true))
        {
            WakeOne();
        }

        if (!_checking)
        {
            BeginChecking();
        }
    }

    /// <summary>Threads that are busy end when their work does.</summary>
    public void Dispose()
    {
        _disposed = true;
        _stallCheck.Dispose();
        SleepingThread[] sleepers;
        lock (_lock)
        {
            sleepers = [.. _sleepers];
            _sleepers.Clear();
        }

        foreach (SleepingThread sleeper in sleepers)
        {
            sleeper.Wake();
        }
    }

    private void WakeOne()
    {
        if (Volatile.Read(ref _lookers) != 0 || !_canWake)
        {
            return;
        }

        SleepingThread? sleeper = null;
        lock (_lock)
        {
            if (Volatile.Read(ref _lookers) != 0)
            {
                return;
            }

            if (_sleepers.Count > 0)
            {
                sleeper = TakeSleeper();
            }
            else if (_threads < _least)
            {
                // Said before it starts, since it takes that back by itself.
                Volatile.Write(ref _lookers, 1);
                StartThread();
                SetCanWake();
            }
        }

        sleeper?.Wake();
    }

    /// <summary>Under the lock: the thread to be woken, which counts as one that looks from now on.</summary>
    private SleepingThread TakeSleeper()
    {
        // The last to fall asleep: its memory is still near, and the others may end when there is less to do.
        SleepingThread sleeper = _sleepers[^1];
        _sleepers.RemoveAt(_sleepers.Count - 1);
        Volatile.Write(ref _lookers, 1);
        SetCanWake();
        return sleeper;
    }

    private void StartThread()
    {
        _threads++;
        new Thread(Work) { IsBackground = true, Name = "TypedMqttRpc handler" }.UnsafeStart();
    }

    private void Work()
    {
        var sleeper = new SleepingThread();
        bool isQuickTurn = false;
        do
        {
            StopLooking();
            long now = Stopwatch.GetTimestamp();
            while (TryTake(ref isQuickTurn, out IncomingCall? call))
            {
                if (HasWork)
                {
                    WakeOne();
                }

                Begin(call, ref now);
            }
        }
        while (TryLook() || TrySleep(sleeper));
    }

    /// <summary>Takes turns, so that neither kind of work waits for the end of the other.</summary>
    private bool TryTake(ref bool isQuickTurn, [NotNullWhen(true)] out IncomingCall? call)
    {
        isQuickTurn = !isQuickTurn;
        (ConcurrentQueue<IncomingCall> first, ConcurrentQueue<IncomingCall> second) = isQuickTurn ? (_quickWork, _work) : (_work, _quickWork);
        return first.TryDequeue(out call) || second.TryDequeue(out call);
    }

    /// <param name="call">The call, which may be over and another one afterwards.</param>
    /// <param name="now">The time before, and then after.</param>
    private void Begin(IncomingCall call, ref long now)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
        }

        HandlerPace pace = call.Handler.Pace;

        // Its own context, so that nothing of one call is seen by the next on this thread.
        ExecutionContext.Run(EmptyContext, static state => ((IncomingCall)state!).Execute(), call);
        long begun = now;
        now = Stopwatch.GetTimestamp();
        pace.OnCalled(Stopwatch.GetElapsedTime(begun, now));
    }

    /// <summary>
    /// Waits a little without sleeping, one thread at a time: under load the next request comes sooner than a thread falls asleep and is woken again.
    /// </summary>
    /// <returns>Whether there is work.</returns>
    private bool TryLook()
    {
        if (Interlocked.CompareExchange(ref _lookers, 1, 0) != 0)
        {
            return false;
        }

        SpinWait spin = default;
        while (spin.Count < MaxSpins && _work.IsEmpty)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        if (!_work.IsEmpty)
        {
            return true;
        }

        StopLooking();
        return false;
    }

    /// <summary>From here on whoever brings work wakes another thread; what came before is found by this one.</summary>
    private void StopLooking()
    {
        Volatile.Write(ref _lookers, 0);
        Interlocked.MemoryBarrier();
    }

    /// <returns>Whether there may be work; otherwise the thread is not needed any more.</returns>
    private bool TrySleep(SleepingThread sleeper)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                _threads--;
                return false;
            }

            sleeper.Prepare();
            _sleepers.Add(sleeper);
            SetCanWake();
        }

        Interlocked.MemoryBarrier();
        bool isWoken = HasWork || sleeper.Sleep(IdleLife);
        lock (_lock)
        {
            // Who wakes a thread takes it out first, and may be late with its call: then it ends the next sleep, for nothing.
            if (!_sleepers.Remove(sleeper))
            {
                return true;
            }

            bool isNeeded = isWoken || HasWork || _threads <= _least;
            _threads -= isNeeded ? 0 : 1;
            SetCanWake();
            return isNeeded;
        }
    }

    /// <summary>While all threads are busy, nobody need take the lock to find that out.</summary>
    private void SetCanWake() => _canWake = _sleepers.Count > 0 || _threads < _least;

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
