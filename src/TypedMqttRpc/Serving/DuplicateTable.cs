using System.Collections.Concurrent;
using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Remembers the requests to everything that one connection serves, for as long as they may be repeated, with their outcomes, errors included, so
/// that a request runs once however often it arrives. It never forgets a request before that; when it is full, new ones are turned away.
/// </summary>
/// <remarks>
/// A caller of this library lets its requests be forgotten by making the next call in the same slot, so the table holds about as many
/// entries as there are calls under way, whatever their rate. Those of other callers stay until their expiry.
/// </remarks>
internal sealed class DuplicateTable : IDisposable
{
    /// <summary>In seconds.</summary>
    private const long SweepInterval = 1;

    private readonly ConcurrentDictionary<CallKey, RememberedCall> _calls = new();
    private readonly KeylessCalls _keyless = new();
    private readonly RememberedCount _count;
    private readonly RememberedBytes _bytes;
    private readonly TimeProvider _time;
    private readonly EarliestTimer _timer;

    public DuplicateTable(DuplicateLimits limits, TimeProvider time)
    {
        _count = new RememberedCount(limits);
        _bytes = new RememberedBytes(limits.StoredBytes);
        _time = time;
        _timer = new EarliestTimer(time, Sweep);
    }

    /// <summary>Finds out whether a request was here before, and remembers it if not.</summary>
    /// <param name="call">The request.</param>
    /// <param name="outcome">How it ended, if it was here before and has ended.</param>
    public Arrival Register(IncomingCall call, out ResponseParts outcome)
    {
        outcome = default;
        if (call.Message.CorrelationData.IsEmpty)
        {
            _keyless.Add(call);
            return Arrival.New;
        }

        CallKey key = call.MakeKey();
        while (true)
        {
            if (!_calls.TryGetValue(key, out RememberedCall? entry))
            {
                if (TryAdd(key, call) is { } arrival)
                {
                    return arrival;
                }
            }
            else if (Register(call, entry, ref outcome) is { } arrival)
            {
                return arrival;
            }
        }
    }

    /// <summary>A request was turned away without being run: it may come again.</summary>
    public void Forget(IncomingCall call)
    {
        if (call.Remembered is not { } entry)
        {
            _keyless.Remove(call);
            return;
        }

        lock (entry)
        {
            if (entry.Running == call)
            {
                if (entry.CoversOthers)
                {
                    entry.Refuse();
                }
                else
                {
                    Remove(entry);
                }

                return;
            }
        }

        _keyless.Remove(call);
    }

    /// <summary>A request has ended, well or badly.</summary>
    public void End(IncomingCall call, in ResponseParts outcome)
    {
        if (call.Remembered is not { } entry)
        {
            _keyless.Remove(call);
            return;
        }

        lock (entry)
        {
            if (entry.Running != call)
            {
                // The next call of its slot has begun.
                _keyless.Remove(call);
                return;
            }

            int bytes = entry.BytesFor(outcome.Payload.Length);
            if (_bytes.TryReserve(entry, bytes))
            {
                entry.End(outcome, bytes);
            }
            else
            {
                _bytes.Free(entry);
                entry.End(TooLargeToKeep, bytes: 0);
            }
        }
    }

    /// <summary>Cancels the request that a cancellation names.</summary>
    /// <param name="key">Where that is remembered.</param>
    /// <param name="cancellation">The cancellation.</param>
    /// <param name="service">The topic of the service that the request went to.</param>
    public void Cancel(in CallKey key, in MqttMessage cancellation, string service)
    {
        if (_calls.TryGetValue(key, out RememberedCall? entry))
        {
            lock (entry)
            {
                if (entry.IsSameRequest(cancellation, service))
                {
                    entry.Running?.Cancel(CancelCause.Caller);
                }
            }
        }
    }

    /// <summary>Cancels whatever runs of a route.</summary>
    public void CancelAll(ServedRoute route, CancelCause cause)
    {
        foreach ((_, RememberedCall entry) in _calls)
        {
            lock (entry)
            {
                entry.Running?.CancelIfOf(route, cause);
            }
        }

        _keyless.CancelAll(route, cause);
    }

    public void Dispose() => _timer.Dispose();

    private static ResponseParts TooLargeToKeep => new(RpcStatus.Aborted)
    {
        Message = "The call ran, but its answer was too large to be kept for a repetition.",
        ApplicationError = true,
    };

    /// <returns><see langword="null"/> when another was faster, so that the key is known by now.</returns>
    private Arrival? TryAdd(in CallKey key, IncomingCall call)
    {
        var entry = new RememberedCall(key.Copy(), call.CallerName);
        if (!_count.TryAdd(entry.Caller))
        {
            return Arrival.Full;
        }

        entry.Begin(call);
        call.Remembered = entry;
        if (_calls.TryAdd(entry.Key, entry))
        {
            _timer.Cover(NextSweep());
            return Arrival.New;
        }

        call.Remembered = null;
        _count.Remove(entry.Caller);
        return null;
    }

    /// <returns><see langword="null"/> when the entry was removed meanwhile, so that the key is not known any more.</returns>
    private Arrival? Register(IncomingCall call, RememberedCall entry, ref ResponseParts outcome)
    {
        lock (entry)
        {
            if (entry.IsRemoved)
            {
                return null;
            }

            if (entry.IsSameRequest(call.Message, call.Topic.Service) && !entry.IsRefused && !entry.IsOver)
            {
                if (entry.Running is not null)
                {
                    return Arrival.Running;
                }

                outcome = entry.CopyOutcome();
                return Arrival.Ended;
            }

            if (entry.IsNewerThan(call.Message) && !entry.IsOver)
            {
                return Arrival.Outdated;
            }

            // The next call of the slot, or after the time of the one before.
            if (entry.Running is { } before)
            {
                PassOver(before);
            }

            if (_bytes.AreMany)
            {
                _bytes.Free(entry);
            }

            entry.Begin(call);
            call.Remembered = entry;
            return Arrival.New;
        }
    }

    /// <summary>Another call takes the place of one that runs.</summary>
    private void PassOver(IncomingCall before)
    {
        if (before.Message.ResponseTopic is null)
        {
            // A one-way call has ended for its caller when the broker had it, which says nothing about its handler.
            _keyless.Add(before);
        }
        else
        {
            // Nobody waits for it any more. Its cancellation was overtaken, and would find it no more.
            before.Cancel(CancelCause.Caller);
        }
    }

    private long NextSweep() => _time.GetTimestamp() + (SweepInterval * _time.TimestampFrequency);

    /// <returns>When to sweep again; never while nothing is remembered.</returns>
    private long Sweep(long now)
    {
        bool isAnyLeft = false;
        foreach ((_, RememberedCall entry) in _calls)
        {
            lock (entry)
            {
                if (entry.Running is null && entry.IsOver)
                {
                    Remove(entry);
                }

                isAnyLeft |= !entry.IsRemoved;
            }
        }

        return isAnyLeft ? NextSweep() : long.MaxValue;
    }

    /// <summary>Takes an entry out of the table; the lock on it is held.</summary>
    private void Remove(RememberedCall entry)
    {
        if (!entry.IsRemoved)
        {
            entry.Remove();
            _calls.TryRemove(new(entry.Key, entry));
            _bytes.Free(entry);
            _count.Remove(entry.Caller);
        }
    }
}
