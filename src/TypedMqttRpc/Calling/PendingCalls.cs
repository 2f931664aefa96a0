using System.Diagnostics.CodeAnalysis;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>
/// The calls that wait for their answer, each in a numbered slot. Whoever takes a call out of its slot ends it; since only one can,
/// every call ends once. No lock is taken and nothing is allocated, except when the table grows.
/// </summary>
/// <remarks>
/// A slot's state is its generation and a bit that says whether a call is in it. Taking a call is one compare-and-swap of that state
/// against the generation that the taker knows; whatever it read from the slot before is of that generation if the swap succeeds.
/// </remarks>
internal sealed class PendingCalls
{
    private const int SegmentBits = 10;
    private const int SegmentSize = 1 << SegmentBits;

    private readonly Slot[]?[] _segments;
    private readonly int _capacity;
    private readonly uint _life = (uint)SecretSource.Next() & CorrelationData.LifeMask;
    private int _grown;

    /// <summary>The head of the list of free slots: the number of changes above, the slot + 1 below, so that a slot that comes back is not mistaken.</summary>
    private long _free;

    public PendingCalls(int capacity)
    {
        _capacity = capacity;
        _segments = new Slot[]?[(capacity + SegmentSize - 1) >> SegmentBits];
    }

    /// <summary>How many calls there are; exact only while nothing happens.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (int i = 0; i < Grown; i++)
            {
                count += IsLive(Volatile.Read(ref At(i).State)) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>How many slots have ever been in use: a sweep looks at these.</summary>
    public int Grown => Math.Min(Volatile.Read(ref _grown), _capacity);

    /// <summary>Gives a call a slot and its correlation data. It cannot be found before <see cref="Activate"/>.</summary>
    public bool TryReserve(PendingCall call, out CorrelationData correlation)
    {
        int index = PopFree();
        if (index < 0)
        {
            correlation = default;
            return false;
        }

        ref Slot slot = ref At(index);
        correlation = new CorrelationData(_life, index, GenerationOf(Volatile.Read(ref slot.State)), SecretSource.Next() & CorrelationData.SecretMask);
        slot.Call = call;
        slot.Secret = correlation.Secret;
        return true;
    }

    /// <summary>From now on the call can be ended. Its request must be complete.</summary>
    public void Activate(in CorrelationData correlation, string? responseTopic, long deadline)
    {
        ref Slot slot = ref At(correlation.Slot);
        slot.ResponseTopic = responseTopic;
        slot.Deadline = deadline;

        // A full fence: whoever connects after this sees the call, or the caller sees the connection.
        Interlocked.Exchange(ref slot.State, Live(correlation.Generation));
    }

    /// <summary>Takes the call that a response is for, if it is still there and named this topic.</summary>
    public bool TryTake(ReadOnlySpan<byte> correlationData, string responseTopic, [NotNullWhen(true)] out PendingCall? call)
    {
        call = null;
        if (!CorrelationData.TryRead(correlationData, out CorrelationData correlation) || correlation.Life != _life || correlation.Slot >= Grown)
        {
            return false;
        }

        ref Slot slot = ref At(correlation.Slot);
        long live = Live(correlation.Generation);
        if (Volatile.Read(ref slot.State) != live || slot.Secret != correlation.Secret || !string.Equals(slot.ResponseTopic, responseTopic, StringComparison.Ordinal))
        {
            return false;
        }

        return TryTake(ref slot, correlation.Slot, correlation.Generation, out call);
    }

    /// <summary>Takes a call, if it is still there.</summary>
    public bool TryTake(in CorrelationData correlation, [NotNullWhen(true)] out PendingCall? call) =>
        TryTake(ref At(correlation.Slot), correlation.Slot, correlation.Generation, out call);

    /// <summary>Whether a call is still waiting.</summary>
    public bool IsPending(in CorrelationData correlation) =>
        Volatile.Read(ref At(correlation.Slot).State) == Live(correlation.Generation);

    /// <summary>The identity and the deadline of the call in a slot, if there is one. It may end at any moment.</summary>
    public bool TryPeek(int index, out CorrelationData correlation, out long deadline)
    {
        ref Slot slot = ref At(index);
        long state = Volatile.Read(ref slot.State);
        deadline = slot.Deadline;
        correlation = new CorrelationData(_life, index, GenerationOf(state), slot.Secret);
        return IsLive(state) && Volatile.Read(ref slot.State) == state;
    }

    /// <summary>The call in a slot, if there is one, kept from being used for another call until it is released.</summary>
    public bool TryBorrow(int index, out CorrelationData correlation, [NotNullWhen(true)] out PendingCall? call)
    {
        call = TryPeek(index, out correlation, out _) ? At(index).Call : null;
        if (call is null || !call.TryHold())
        {
            return false;
        }

        if (IsPending(correlation) && At(index).Call == call)
        {
            return true;
        }

        call.Release();
        return false;
    }

    /// <summary>Visits every call; each stays itself while it is visited, though it may end.</summary>
    public void ForEach(Action<CorrelationData, PendingCall> visit)
    {
        for (int i = 0; i < Grown; i++)
        {
            if (TryBorrow(i, out CorrelationData correlation, out PendingCall? call))
            {
                visit(correlation, call);
                call.Release();
            }
        }
    }

    /// <summary>Ends a call with an error, if it is still there.</summary>
    public void End(in CorrelationData correlation, Func<PendingCall, Exception> error)
    {
        if (TryTake(correlation, out PendingCall? call))
        {
            call.Fail(error(call));
        }
    }

    private bool TryTake(ref Slot slot, int index, uint generation, [NotNullWhen(true)] out PendingCall? call)
    {
        call = slot.Call;
        if (Interlocked.CompareExchange(ref slot.State, Free((generation + 1) & CorrelationData.GenerationMask), Live(generation)) != Live(generation))
        {
            call = null;
            return false;
        }

        slot.Call = null;
        PushFree(index, ref slot);
        return call is not null;
    }

    private int PopFree()
    {
        while (true)
        {
            long head = Volatile.Read(ref _free);
            int index = (int)(head & 0xFFFF_FFFF) - 1;
            if (index < 0)
            {
                return Grow();
            }

            long next = Pack(head, Volatile.Read(ref At(index).NextFree));
            if (Interlocked.CompareExchange(ref _free, next, head) == head)
            {
                return index;
            }
        }
    }

    private void PushFree(int index, ref Slot slot)
    {
        while (true)
        {
            long head = Volatile.Read(ref _free);
            Volatile.Write(ref slot.NextFree, (int)(head & 0xFFFF_FFFF));
            if (Interlocked.CompareExchange(ref _free, Pack(head, index + 1), head) == head)
            {
                return;
            }
        }
    }

    private int Grow()
    {
        while (true)
        {
            int grown = Volatile.Read(ref _grown);
            if (grown >= _capacity)
            {
                return -1;
            }

            // The segment is there before anybody can learn that its slots are.
            ref Slot[]? segment = ref _segments[grown >> SegmentBits];
            if (Volatile.Read(ref segment) is null)
            {
                Interlocked.CompareExchange(ref segment, new Slot[SegmentSize], null);
            }

            if (Interlocked.CompareExchange(ref _grown, grown + 1, grown) == grown)
            {
                return grown;
            }
        }
    }

    private ref Slot At(int index) => ref _segments[index >> SegmentBits]![index & (SegmentSize - 1)];

    private static long Pack(long previousHead, int slotPlusOne) => unchecked(((previousHead >> 32) + 1) << 32) | (uint)slotPlusOne;

    private static long Live(uint generation) => ((long)generation << 1) | 1;

    private static long Free(uint generation) => (long)generation << 1;

    private static bool IsLive(long state) => (state & 1) != 0;

    private static uint GenerationOf(long state) => (uint)(state >> 1);

    private struct Slot
    {
        public long State;
        public long Deadline;
        public ulong Secret;
        public string? ResponseTopic;
        public PendingCall? Call;
        public int NextFree;
    }
}
