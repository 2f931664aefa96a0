namespace TypedMqttRpc.Shapes;

/// <summary>What a method is on the wire.</summary>
internal sealed record MethodShape
{
    public IReadOnlyList<WireField> Arguments { get; init; } = [];

    /// <summary><see langword="null"/> when it has none.</summary>
    public WireField? Result { get; init; }

    public bool IsIdempotent { get; init; }

    public bool IsOneWay { get; init; }

    /// <summary>The contract asks for QoS 0.</summary>
    public bool IsQos0 { get; init; }

    /// <summary>The declared faults, by their names on the wire.</summary>
    public IReadOnlyList<WireField> Faults { get; init; } = [];
}
