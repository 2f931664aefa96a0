using System.Buffers;
using MessagePack;
using NATS.Client.Core;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>Parcels as MessagePack for NATS.</summary>
internal sealed class NatsParcels : INatsSerializer<Parcel>
{
    public const string Subject = "bench.echo";

    public static NatsParcels Instance { get; } = new();

    public void Serialize(IBufferWriter<byte> bufferWriter, Parcel value) => MessagePackSerializer.Serialize(bufferWriter, value);

    public Parcel? Deserialize(in ReadOnlySequence<byte> buffer) => MessagePackSerializer.Deserialize<Parcel>(buffer);

    public INatsSerializer<Parcel> CombineWith(INatsSerializer<Parcel> next) => this;
}
