using MessagePack;

namespace TypedMqttRpc.Benchmarks.Contract;

/// <summary>What every side sends and gets back.</summary>
[MessagePackObject]
public sealed class Parcel
{
    [Key(0)]
    public int Number { get; set; }

    [Key(1)]
    public byte[] Body { get; set; } = [];
}
