namespace TypedMqttRpc.Wire;

/// <summary>What a response says, before it is put into MQTT 5 fields, or after it was read out of them.</summary>
internal readonly record struct ResponseParts(RpcStatus Status)
{
    public ReadOnlyMemory<byte> Payload { get; init; }

    public string? ContentType { get; init; }

    /// <summary>One sentence for a person.</summary>
    public string? Message { get; init; }

    /// <summary>The handler failed, or threw a declared fault.</summary>
    public bool ApplicationError { get; init; }

    /// <summary>The declared fault whose detail the payload is.</summary>
    public string? Fault { get; init; }

    /// <summary>Which field of the request was wrong, and its value.</summary>
    public string? Field { get; init; }

    public string? FieldValue { get; init; }

    public string? SupportedMajorVersions { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public RpcHeaders? Headers { get; init; }
}
