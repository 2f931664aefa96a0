using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>From what a request or a response says to the bytes of its packet.</summary>
public class EncodingPieces
{
    private readonly byte[] _packet = new byte[1_024];

    [Benchmark]
    public long EncodeRequest() => Write(SampleMessages.EncodeRequest());

    [Benchmark]
    public long EncodeResponse() => Write(ResponseEncoding.Encode(SampleMessages.Request, SampleMessages.ResponseParts, TimeSpan.FromSeconds(10)));

    private long Write(in MqttMessage message)
    {
        var size = PacketSize.Measure(message);
        PublishEncoding.Write(_packet, message, size, packetId: 7);
        return size.Total;
    }
}
