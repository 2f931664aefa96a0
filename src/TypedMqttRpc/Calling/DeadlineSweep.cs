using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Ends the calls whose deadline has passed.</summary>
internal sealed class DeadlineSweep : IDisposable
{
    private readonly PendingCalls _calls;
    private readonly Action<PendingCall> _expire;
    private readonly EarliestTimer _timer;

    public DeadlineSweep(PendingCalls calls, TimeProvider time, Action<PendingCall> expire)
    {
        _calls = calls;
        _expire = expire;
        _timer = new EarliestTimer(time, Sweep);
    }

    /// <summary>Makes sure that a call ends by its deadline. It must be active already.</summary>
    public void Cover(long deadline) => _timer.Cover(deadline);

    public void Dispose() => _timer.Dispose();

    private long Sweep(long now)
    {
        long next = long.MaxValue;
        for (int i = 0; i < _calls.Grown; i++)
        {
            if (!_calls.TryPeek(i, out CorrelationData correlation, out long deadline))
            {
                continue;
            }

            if (deadline > now)
            {
                next = Math.Min(next, deadline);
            }
            else if (_calls.TryTake(correlation, out PendingCall? call))
            {
                _expire(call);
            }
        }

        return next;
    }
}
