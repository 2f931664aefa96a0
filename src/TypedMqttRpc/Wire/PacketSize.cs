using System.Text;

namespace TypedMqttRpc.Wire;

/// <summary>How many bytes a PUBLISH takes: MQTT 5.0 section 3.3. What the broker would refuse is not sent at all.</summary>
/// <param name="Properties">The length of its properties.</param>
/// <param name="Remaining">The length of everything after the fixed header.</param>
internal readonly record struct PacketSize(long Properties, long Remaining)
{
    private const long MostRemaining = 268_435_455;

    /// <summary>The whole packet.</summary>
    public long Total => 1 + OfVariableByteInteger(Remaining) + Remaining;

    public static long OfPublish(in MqttMessage message) => Measure(message).Total;

    /// <exception cref="ArgumentException">A text is longer than 65,535 bytes, or all of it than 268,435,455: MQTT 5.0 section 1.5.</exception>
    public static PacketSize Measure(in MqttMessage message)
    {
        long properties = 0;
        properties += message.ExpirySeconds == 0 ? 0 : 5;
        properties += message.ResponseTopic is { Length: > 0 } responseTopic ? 3 + OfText(responseTopic) : 0;
        properties += message.CorrelationData.IsEmpty ? 0 : 3 + message.CorrelationData.Length;
        properties += message.ContentType is { Length: > 0 } contentType ? 3 + OfText(contentType) : 0;
        if (message.UserProperties is { } userProperties)
        {
            foreach ((string name, string value) in userProperties)
            {
                properties += 5 + OfText(name) + OfText(value);
            }
        }

        long remaining = 2 + OfText(message.Topic) + (message.Qos > 0 ? 2 : 0) + OfVariableByteInteger(properties) + properties + message.Payload.Length;
        return remaining <= MostRemaining ? new(properties, remaining) : throw new ArgumentException($"A message of {remaining} bytes does not fit into an MQTT packet, where {MostRemaining} are the most.");
    }

    private static int OfText(string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= ushort.MaxValue ? bytes : throw new ArgumentException($"A text of {bytes} bytes does not fit into an MQTT packet, where {ushort.MaxValue} are the most.");
    }

    public static int OfVariableByteInteger(long value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };
}
