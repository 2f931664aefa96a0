using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Tests.Serving;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>From a request's arrival to its answer, as many at once as keep the handlers' threads awake: what a server's half costs.</summary>
public class DispatchPieces
{
    private const int AtOnce = 64;

    private readonly MeterCalls _calls = new("add", qos: 1, AtOnce);
    private MqttRpcConnection _connection = null!;

    [GlobalSetup]
    public void Serve()
    {
        _connection = MqttRpcConnection.ConnectAsync(new MqttRpcOptions { ClientId = "server", Network = _calls, Presence = false }).GetAwaiter().GetResult();
        _connection.ServeAsync<IMeter>(new Meter()).GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public void Stop() => _connection.DisposeAsync().AsTask().Wait();

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public int Dispatch()
    {
        _calls.Run(AtOnce);
        return _calls.Wrong;
    }
}
