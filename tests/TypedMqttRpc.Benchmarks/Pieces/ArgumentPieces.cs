using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Payloads;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>The arguments of a call, written and read; the one there is is a parcel.</summary>
public class ArgumentPieces
{
    private static readonly MqttMethod<Parcel, Parcel> Method = (MqttMethod<Parcel, Parcel>)ServedEcho.ServiceOf<IEcho>().Methods[0];

    private readonly PayloadBuffer _payload = new();
    private readonly Parcel _parcel = Parcels.Make(Parcels.Small);

    [Benchmark]
    public int WriteArguments()
    {
        Arguments.Write(_payload, Method, _parcel, RpcSerializer.Default);
        int length = _payload.Written.Length;
        _payload.Clear();
        return length;
    }

    /// <summary>Makes a parcel and its body, which is all that it allocates.</summary>
    [Benchmark]
    public int ReadArguments() => Arguments.Read(SampleMessages.Payload, Method, TopicTokens.Empty, RpcSerializer.Default).Number;
}
