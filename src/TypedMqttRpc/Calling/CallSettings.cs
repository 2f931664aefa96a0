using MessagePack;

namespace TypedMqttRpc.Calling;

/// <summary>What the calls of one connection have in common.</summary>
internal sealed record CallSettings(
    string ClientId, string? TopicPrefix, TimeSpan Timeout, int Qos, int MaxPendingCalls, MessagePackSerializerOptions Serializer, bool WatchesServices);
