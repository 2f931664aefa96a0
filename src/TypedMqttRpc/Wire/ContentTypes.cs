namespace TypedMqttRpc.Wire;

/// <summary>How a payload is encoded, as MQTT's Content Type says it.</summary>
internal static class ContentTypes
{
    /// <summary>The registered name of MessagePack; a payload without a content type is MessagePack too.</summary>
    public const string MessagePack = "application/vnd.msgpack";

    public static bool IsMessagePack(string? contentType) =>
        contentType is null or "" or MessagePack or "application/msgpack" or "application/x-msgpack";
}
