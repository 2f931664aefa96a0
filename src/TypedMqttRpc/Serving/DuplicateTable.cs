using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// Remembers requests for as long as they may be repeated, with their outcomes, errors included, so that a request runs once however
/// often it arrives. It never forgets a request before that; when it is full, new ones are turned away.
/// </summary>
/// <remarks>
/// A caller of this library lets its requests be forgotten by making the next call in the same slot, so the table holds about as many
/// entries as there are calls under way, whatever their rate. Those of other callers stay until their expiry.
/// </remarks>
internal sealed class DuplicateTable : IDisposable
{
    /// <summary>A larger response is not kept: its repetition is answered with the fact that it ran.</summary>
    private const int MaxStoredPayload = 64 * 1024;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<CallKey, RememberedCall> _calls = new();
    private readonly ConcurrentDictionary<IncomingCall, bool> _keyless = new();
    private readonly Lock _countLock = new();
    private readonly Dictionary<string, int> _perCaller = new(StringComparer.Ordinal);
    private readonly DuplicateLimits _limits;
    private readonly ITimer _timer;
    private int _count;
    private long _storedBytes;

    public DuplicateTable(DuplicateLimits limits, TimeProvider time)
    {
        _limits = limits;
        _timer = time.CreateTimer(static state => ((DuplicateTable)state!).Sweep(), this, SweepInterval, SweepInterval);
    }

    public int Count => Volatile.Read(ref _count);

    public long StoredBytes => Volatile.Read(ref _storedBytes);

    /// <summary>Finds out whether a request was here before, and remembers it if not.</summary>
    /// <param name="call">The request.</param>
    /// <param name="known">The earlier arrival, if there was one.</param>
    public Arrival Register(IncomingCall call, out RememberedCall? known)
    {
        known = null;
        if (call.Key is not { } key)
        {
            _keyless.TryAdd(call, true);
            return Arrival.New;
        }

        var entry = new RememberedCall(call, CallerName.Of(call.Message), call.AnswerBy);
        while (true)
        {
            if (!_calls.TryGetValue(key, out known))
            {
                if (!TryCount(entry.Caller))
                {
                    return Arrival.Full;
                }

                if (_calls.TryAdd(key, entry))
                {
                    call.Remembered = entry;
                    return Arrival.New;
                }

                Uncount(entry);
                continue;
            }

            if (!known.IsOver && known.IsSameRequest(call.Message))
            {
                return known.Running is null ? Arrival.Ended : Arrival.Running;
            }

            if (!known.IsOver && known.IsNewerThan(call.Message))
            {
                return Arrival.Outdated;
            }

            // The next call of the slot, or after the time of the one before: nobody waits for that any more.
            if (_calls.TryUpdate(key, entry, known))
            {
                // It may still run, when its cancellation was overtaken by this call and would find it no more.
                known.Running?.Cancel(CancelCause.Caller);
                Drop(known);
                call.Remembered = entry;
                return Arrival.New;
            }
        }
    }

    /// <summary>A request was turned away without being run: it may come again.</summary>
    public void Forget(IncomingCall call)
    {
        if (call.Key is not { } key)
        {
            _keyless.TryRemove(call, out _);
        }
        else if (call.Remembered is { } entry && _calls.TryRemove(new(key, entry)))
        {
            Drop(entry);
            Uncount(entry);
        }
    }

    /// <summary>A request has ended, well or badly.</summary>
    public void End(IncomingCall call, in ResponseParts outcome)
    {
        if (call.Remembered is not { } entry)
        {
            _keyless.TryRemove(call, out _);
            return;
        }

        lock (entry)
        {
            if (!entry.IsForgotten && TryReserve(outcome.Payload.Length))
            {
                // A copy: what was written into belongs to the call, and the call ends here.
                entry.End(outcome with { Payload = outcome.Payload.ToArray() });
            }
            else
            {
                entry.End(outcome.Payload.IsEmpty ? outcome : TooLargeToKeep);
            }
        }
    }

    /// <summary>Finds the request that a cancellation names.</summary>
    public bool TryFind(in MqttMessage cancellation, [NotNullWhen(true)] out IncomingCall? call)
    {
        call = CallKey.Of(cancellation) is { } key && _calls.TryGetValue(key, out RememberedCall? entry) && entry.IsSameRequest(cancellation)
            ? entry.Running
            : null;
        return call is not null;
    }

    public IEnumerable<IncomingCall> RunningCalls() =>
        _calls.Values.Select(entry => entry.Running).OfType<IncomingCall>().Concat(_keyless.Keys);

    public void Dispose() => _timer.Dispose();

    private static ResponseParts TooLargeToKeep => new(RpcStatus.Aborted)
    {
        Message = "The call ran, but its answer was too large to be kept for a repetition.",
        ApplicationError = true,
    };

    private void Sweep()
    {
        foreach ((CallKey key, RememberedCall entry) in _calls)
        {
            if (entry.IsOver && entry.Running is null && _calls.TryRemove(new(key, entry)))
            {
                Drop(entry);
                Uncount(entry);
            }
        }
    }

    private bool TryReserve(int bytes)
    {
        if (bytes <= MaxStoredPayload && Interlocked.Add(ref _storedBytes, bytes) <= _limits.StoredBytes)
        {
            return true;
        }

        if (bytes <= MaxStoredPayload)
        {
            Interlocked.Add(ref _storedBytes, -bytes);
        }

        return false;
    }

    /// <summary>An entry is not in the table any more; its call may still be running.</summary>
    private void Drop(RememberedCall entry)
    {
        lock (entry)
        {
            entry.IsForgotten = true;
            Interlocked.Add(ref _storedBytes, -entry.StoredBytes);
        }
    }

    /// <summary>Not taken for the next call of a known slot, which is what almost every request is.</summary>
    private bool TryCount(string caller)
    {
        lock (_countLock)
        {
            int ofCaller = _perCaller.GetValueOrDefault(caller);
            if (_count >= _limits.Calls || ofCaller >= _limits.CallsOfOneCaller)
            {
                return false;
            }

            _perCaller[caller] = ofCaller + 1;
            _count++;
            return true;
        }
    }

    private void Uncount(RememberedCall entry)
    {
        lock (_countLock)
        {
            _count--;
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_perCaller, entry.Caller, out _) == 0)
            {
                _perCaller.Remove(entry.Caller);
            }
        }
    }
}
