namespace TypedMqttRpc.Wire;

/// <summary>The properties that a PUBLISH can have: MQTT 5.0 section 2.2.2.2.</summary>
internal static class PropertyId
{
    public const byte PayloadFormatIndicator = 0x01;
    public const byte MessageExpiryInterval = 0x02;
    public const byte ContentType = 0x03;
    public const byte ResponseTopic = 0x08;
    public const byte CorrelationData = 0x09;
    public const byte SubscriptionIdentifier = 0x0B;
    public const byte TopicAlias = 0x23;
    public const byte UserProperty = 0x26;
}
