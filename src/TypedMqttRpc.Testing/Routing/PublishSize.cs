using System.Text;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>How many bytes a PUBLISH packet takes: MQTT 5.0 section 3.3.</summary>
internal static class PublishSize
{
    private const int LengthPrefix = 2;
    private const int PropertyId = 1;

    public static long Of(in MqttMessage message)
    {
        long properties = TextProperty(message.ResponseTopic)
            + TextProperty(message.ContentType)
            + (message.CorrelationData.IsEmpty ? 0 : PropertyId + LengthPrefix + message.CorrelationData.Length)
            + (message.ExpirySeconds == 0 ? 0 : PropertyId + sizeof(uint));
        foreach ((string name, string value) in message.UserProperties ?? [])
        {
            properties += PropertyId + Text(name) + Text(value);
        }

        int packetId = message.Qos == 0 ? 0 : sizeof(ushort);
        long remaining = Text(message.Topic) + packetId + VariableByteInteger(properties) + properties + message.Payload.Length;
        return 1 + VariableByteInteger(remaining) + remaining;
    }

    private static long Text(string text) => LengthPrefix + Encoding.UTF8.GetByteCount(text);

    private static long TextProperty(string? text) => text is null ? 0 : PropertyId + Text(text);

    private static int VariableByteInteger(long value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
}
