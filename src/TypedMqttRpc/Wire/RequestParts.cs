namespace TypedMqttRpc.Wire;

/// <summary>What a request says beside its payload and its correlation data, before it is put into MQTT 5 fields.</summary>
internal readonly record struct RequestParts
{
    public required string Topic { get; init; }

    /// <summary>Where the answer goes; <see langword="null"/> for a one-way call.</summary>
    public string? ResponseTopic { get; init; }

    public string? ContentType { get; init; }

    public int Qos { get; init; }

    /// <summary>What is left of the call's time.</summary>
    public required TimeSpan Timeout { get; init; }

    public RpcHeaders? Headers { get; init; }
}
