namespace TypedMqttRpc.Topics;

/// <summary>What AWS IoT Core and Azure Event Grid allow, and therefore what is published to. The generator's rules know the same numbers.</summary>
internal static class TopicLimits
{
    public const int MaxLevels = 8;

    /// <summary>In bytes of UTF-8.</summary>
    public const int MaxBytes = 256;
}
