using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Calling;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>The table of the calls that wait.</summary>
public class PendingCallPieces
{
    private readonly PendingCalls _calls = new(10_000);
    private readonly PendingCall _call = new NobodysCall();
    private readonly byte[] _correlation = new byte[CorrelationData.Length];

    /// <summary>A call begins to wait, and its response finds it.</summary>
    [Benchmark]
    public bool AddAndTake()
    {
        if (!_calls.TryReserve(_call, out CorrelationData correlation))
        {
            return false;
        }

        correlation.Write(_correlation, asText: false);
        _calls.Activate(correlation, SampleMessages.ResponseTopic, deadline: long.MaxValue);
        return _calls.TryTake(_correlation, SampleMessages.ResponseTopic, out _);
    }
}
