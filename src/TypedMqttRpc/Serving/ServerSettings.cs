using MessagePack;

namespace TypedMqttRpc.Serving;

/// <summary>What everything served over one connection has in common.</summary>
internal sealed record ServerSettings(
    string? TopicPrefix, int Qos, MessagePackSerializerOptions Serializer, bool IncludeExceptionDetails, string Instance, uint Life, bool Announces, DuplicateLimits Remembered);
