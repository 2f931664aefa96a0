using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Serving;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>The table of the requests that may come again.</summary>
public class DuplicatePieces
{
    private readonly ServedEcho _served = new();
    private readonly byte[] _correlation = new byte[CorrelationData.Length];
    private uint _generation;

    /// <summary>A request takes the place of the one before of its caller's slot, and ends.</summary>
    [Benchmark]
    public bool RegisterAndEnd()
    {
        _generation++;
        new CorrelationData(Life: 9, Slot: 3, _generation & CorrelationData.GenerationMask, Secret: 7).Write(_correlation, asText: false);
        IncomingCall call = _served.Arrive(SampleMessages.Request with { CorrelationData = _correlation });
        bool isNew = _served.Route.Duplicates.Register(call, out _) == Arrival.New;
        _served.Route.Duplicates.End(call, SampleMessages.ResponseParts);
        call.Release();
        return isNew;
    }

    [GlobalCleanup]
    public void Cleanup() => _served.Dispose();
}
