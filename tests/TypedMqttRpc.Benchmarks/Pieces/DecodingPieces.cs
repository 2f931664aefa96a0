using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>From the bytes of a packet to what the request or response in it says. Its topics have been seen before.</summary>
public class DecodingPieces
{
    private const byte PublishAtQos1 = 0x32;

    private readonly TextCache _texts = new();
    private readonly byte[] _request = SampleMessages.BodyOf(SampleMessages.Request);
    private readonly byte[] _response = SampleMessages.BodyOf(
        ResponseEncoding.Encode(SampleMessages.Request, SampleMessages.ResponseParts, TimeSpan.FromSeconds(10)));

    [Benchmark]
    public bool DecodeRequest() =>
        RequestDecoding.TryDecode(PublishDecoding.Read(PublishAtQos1, _request, _texts, out _), out RequestHead head) is null && head.Attempt == 1;

    [Benchmark]
    public bool DecodeResponse() =>
        ResponseDecoding.TryDecode(PublishDecoding.Read(PublishAtQos1, _response, _texts, out _), out ResponseParts response) && response.Status == RpcStatus.Ok;
}
