namespace TypedMqttRpc.Generators.Model;

/// <summary>A declared fault.</summary>
internal sealed record FaultModel
{
    public required string DetailType { get; init; }

    public required string WireName { get; init; }
}
