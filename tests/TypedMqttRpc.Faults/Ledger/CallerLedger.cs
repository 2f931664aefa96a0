using System.Collections.Concurrent;
using TypedMqttRpc.Faults.Load;

namespace TypedMqttRpc.Faults.Ledger;

/// <summary>Every call that a caller has started, and how it ended.</summary>
internal sealed class CallerLedger
{
    private static long _lastId = Random.Shared.Next();

    private readonly ConcurrentQueue<CallRecord> _calls = new();
    private readonly ConcurrentQueue<Task> _running = new();

    public IReadOnlyCollection<CallRecord> Calls => _calls;

    /// <summary>Starts a call and writes it down.</summary>
    /// <param name="idempotent">What the contract says of the method.</param>
    /// <param name="deadline">When it must have ended.</param>
    /// <param name="call">Makes the call, with its id and its nonce.</param>
    public Task<CallRecord> StartAsync(bool idempotent, TimeSpan deadline, Func<long, long, ValueTask<long>> call)
    {
        long id = Interlocked.Increment(ref _lastId);
        var record = new CallRecord(id, idempotent, deadline);
        _calls.Enqueue(record);
        Task<CallRecord> running = WatchAsync(record, call);
        _running.Enqueue(running);
        return running;
    }

    /// <summary>Waits until all calls have ended, or until it is certain that some hang.</summary>
    public async Task WhenAllEndedAsync(TimeSpan limit)
    {
        try
        {
            await Task.WhenAll(_running).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            // The checker counts those that have not ended.
        }
    }

    private static async Task<CallRecord> WatchAsync(CallRecord record, Func<long, long, ValueTask<long>> call)
    {
        long nonce = Nonce.For(record.Id);
        try
        {
            long answer = await call(record.Id, nonce);
            record.Succeed(answer == Nonce.Answer(record.Id, nonce));
        }
        catch (Exception error)
        {
            record.Fail(error);
        }

        return record;
    }
}
