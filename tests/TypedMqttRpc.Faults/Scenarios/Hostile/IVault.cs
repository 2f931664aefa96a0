using MessagePack;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>A service with the types that hostile bytes aim at: nested objects, lists, dictionaries, strings, optional values.</summary>
[MqttService("faults/vault")]
public partial interface IVault
{
    ValueTask<Parcel> StoreAsync(Parcel parcel, Dictionary<long, string> index, int count = 1, CancellationToken cancellationToken = default);
}

/// <summary>What is stored.</summary>
[MessagePackObject]
public sealed record Parcel
{
    [Key(0)]
    public string Name { get; init; } = "parcel";

    [Key(1)]
    public List<Parcel> Contents { get; init; } = [];

    [Key(2)]
    public byte[] Bytes { get; init; } = [];

    [Key(3)]
    public DateTime? Sent { get; init; }

    [Key(4)]
    public Dictionary<string, int[]> Numbers { get; init; } = [];

    [Key(5)]
    public double Weight { get; init; }

    [Key(6)]
    public Guid Id { get; init; }

    [Key(7)]
    public DayOfWeek Day { get; init; }
}

/// <summary>Gives back what it gets.</summary>
internal sealed class Vault : IVault
{
    public ValueTask<Parcel> StoreAsync(Parcel parcel, Dictionary<long, string> index, int count = 1, CancellationToken cancellationToken = default) => new(parcel);
}
