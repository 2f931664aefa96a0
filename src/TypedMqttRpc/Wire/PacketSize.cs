using System.Text;

namespace TypedMqttRpc.Wire;

/// <summary>How many bytes a PUBLISH takes: MQTT 5.0 section 3.3. What the broker would refuse is not sent at all.</summary>
internal static class PacketSize
{
    public static long OfPublish(in MqttMessage message)
    {
        long properties = 0;
        properties += message.ExpirySeconds == 0 ? 0 : 5;
        properties += message.ResponseTopic is { Length: > 0 } responseTopic ? 3 + Encoding.UTF8.GetByteCount(responseTopic) : 0;
        properties += message.CorrelationData.IsEmpty ? 0 : 3 + message.CorrelationData.Length;
        properties += message.ContentType is { Length: > 0 } contentType ? 3 + Encoding.UTF8.GetByteCount(contentType) : 0;
        foreach ((string name, string value) in message.UserProperties ?? [])
        {
            properties += 5 + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        }

        long remaining = 2 + Encoding.UTF8.GetByteCount(message.Topic) + (message.Qos > 0 ? 2 : 0)
            + VariableByteInteger(properties) + properties + message.Payload.Length;
        return 1 + VariableByteInteger(remaining) + remaining;
    }

    private static int VariableByteInteger(long value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };
}
