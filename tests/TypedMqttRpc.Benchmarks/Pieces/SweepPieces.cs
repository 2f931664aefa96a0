using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Calling;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>The search for passed deadlines among as many calls as a connection lets wait by default, when there is none. An operation is one call that is looked at.</summary>
public class SweepPieces
{
    private const int Waiting = 10_000;

    private readonly PendingCalls _calls = new(Waiting);
    private readonly HandTime _time = new();

    public SweepPieces()
    {
        _ = new DeadlineSweep(_calls, _time, static _ => throw new InvalidOperationException("No deadline has passed."));
        for (int i = 0; i < Waiting; i++)
        {
            _calls.TryReserve(new NobodysCall(), out CorrelationData correlation);
            _calls.Activate(correlation, SampleMessages.ResponseTopic, deadline: long.MaxValue);
        }
    }

    [Benchmark(OperationsPerInvoke = Waiting)]
    public int Sweep()
    {
        _time.Fire();
        return _calls.Grown;
    }

    /// <summary>A clock that stands still, with a timer that fires when it is told.</summary>
    private sealed class HandTime : TimeProvider, ITimer
    {
        private Action _fire = static () => { };

        public void Fire() => _fire();

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
