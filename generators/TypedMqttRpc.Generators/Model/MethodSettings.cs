namespace TypedMqttRpc.Generators.Model;

/// <summary>What <c>[MqttMethod]</c> says, other than the name; zero and <see langword="null"/> say nothing.</summary>
internal sealed record MethodSettings
{
    public bool Idempotent { get; init; }

    /// <summary>A lost connection ends a call, instead of making it be sent again.</summary>
    public bool FailFast { get; init; }

    public bool OneWay { get; init; }

    public int TimeoutMs { get; init; }

    public int? Qos { get; init; }

    public int MaxRequestBytes { get; init; }
}
