using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>What a waiting call keeps of its request beside the bytes: many may wait, and a message is large.</summary>
internal readonly struct StoredRequest(in MqttMessage message)
{
    private readonly string? _contentType = message.ContentType;
    private readonly List<KeyValuePair<string, string>>? _userProperties = message.UserProperties;
    private readonly uint _expirySeconds = message.ExpirySeconds;
    private readonly byte _qos = (byte)message.Qos;

    public int Qos => _qos;

    public string Topic { get; } = message.Topic;

    public string? ResponseTopic { get; } = message.ResponseTopic;

    public MqttMessage ToMessage(ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> correlationData) => new()
    {
        Topic = Topic,
        Payload = payload,
        Qos = _qos,
        ResponseTopic = ResponseTopic,
        CorrelationData = correlationData,
        ContentType = _contentType,
        ExpirySeconds = _expirySeconds,
        UserProperties = _userProperties,
    };
}
