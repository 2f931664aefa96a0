using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Tests.Calling;
using TypedMqttRpc.Tests.Serving;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>A whole call of a generated client, answered at once where it would be written: what a caller's half costs.</summary>
public class CallPieces
{
    private static readonly byte[] FortyTwo = [42];

    private readonly CancellationTokenSource _never = new();
    private MqttRpcConnection _connection = null!;
    private IMeter _meter = null!;

    [GlobalSetup]
    public void Connect()
    {
        _connection = MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = new EchoNetwork(FortyTwo) }).GetAwaiter().GetResult();
        _meter = _connection.CreateClient<IMeter>(new TopicTokens { ["meterId"] = "7" });
    }

    [GlobalCleanup]
    public void Disconnect() => _connection.DisposeAsync().AsTask().Wait();

    [Benchmark]
    public ValueTask<int> Call() => _meter.AddAsync(20, 22);

    [Benchmark]
    public ValueTask<int> CallWithToken() => _meter.AddAsync(20, 22, _never.Token);
}
