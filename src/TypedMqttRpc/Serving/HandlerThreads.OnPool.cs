using System.Diagnostics;

namespace TypedMqttRpc.Serving;

/// <content>
/// Handlers that are known to be quick begin on the shared pool: the thread that has read the request takes it next, and no other need be woken for it.
/// Should one block all the same, it takes a thread from the pool, but neither the reading nor other calls wait for it.
/// </content>
internal sealed partial class HandlerThreads : IThreadPoolWorkItem
{
    /// <summary>Others have waited for the pool's thread as well by then.</summary>
    private const int MostInOneGo = 256;

    /// <summary>Of the threads that the pool has without hesitation, at least as many are left to everybody else; so there are none on a single processor.</summary>
    private static readonly int MostPlaces = Environment.ProcessorCount / 2;

    /// <summary>How many connections' handlers begin on the pool at this moment.</summary>
    private static int _placesTaken;

    private const int Absent = 0;
    private const int Coming = 1;
    private const int Busy = 2;

    private int _poolState;

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _poolState, Busy);
        Interlocked.MemoryBarrier();
        long now = Stopwatch.GetTimestamp();
        for (int i = 0; i < MostInOneGo; i++)
        {
            if (!_quickWork.TryDequeue(out IncomingCall? call))
            {
                LeavePool();
                return;
            }

            if (HasWork)
            {
                WakeOne();
            }

            Begin(call, ref now);
        }

        // The place is for whoever comes first now.
        LeavePool();
    }

    /// <param name="comesNext">The thread that calls this, if it is one of the pool, does it before what others have left to the pool.</param>
    /// <returns>Whether somebody looks for work by now, or is about to.</returns>
    private bool TryLookOnPool(bool comesNext)
    {
        int state = Volatile.Read(ref _poolState);
        if (state != Absent || (state = Interlocked.CompareExchange(ref _poolState, Coming, Absent)) != Absent)
        {
            return state == Coming;
        }

        if (Interlocked.Increment(ref _placesTaken) > MostPlaces)
        {
            GivePlaceBack();
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: comesNext);
        return true;
    }

    private void LeavePool()
    {
        GivePlaceBack();

        // It came when this had just looked, from somebody who saw this still here; or it is more than one should do in one go.
        if (HasWork && (_quickWork.IsEmpty || !TryLookOnPool(comesNext: false)))
        {
            WakeOne();
        }
    }

    private void GivePlaceBack()
    {
        Interlocked.Decrement(ref _placesTaken);
        Interlocked.Exchange(ref _poolState, Absent);
    }
}
