using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>Our message and MQTTnet's.</summary>
internal static class MessageMapping
{
    public static MqttApplicationMessage ToMqttNet(in MqttMessage message)
    {
        var packet = new MqttApplicationMessage
        {
            Topic = message.Topic,
            Payload = new ReadOnlySequence<byte>(message.Payload),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)message.Qos,
            Retain = message.Retain,
            ResponseTopic = message.ResponseTopic,
            CorrelationData = ToArray(message.CorrelationData),
            ContentType = message.ContentType,
            MessageExpiryInterval = message.ExpirySeconds,
        };
        if (message.UserProperties is { Count: > 0 } properties)
        {
            packet.UserProperties = new List<MqttUserProperty>(properties.Count);
            foreach ((string name, string value) in properties)
            {
                packet.UserProperties.Add(new MqttUserProperty(name, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(value))));
            }
        }

        return packet;
    }

    public static MqttMessage FromMqttNet(MqttApplicationMessage packet)
    {
        List<KeyValuePair<string, string>>? properties = null;
        if (packet.UserProperties is { Count: > 0 } received)
        {
            properties = new(received.Count);
            foreach (MqttUserProperty property in received)
            {
                properties.Add(new(property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span)));
            }
        }

        return new MqttMessage
        {
            Topic = packet.Topic,
            Payload = packet.Payload.IsSingleSegment ? packet.Payload.First : packet.Payload.ToArray(),
            Qos = (int)packet.QualityOfServiceLevel,
            Retain = packet.Retain,
            Duplicate = packet.Dup,
            ResponseTopic = packet.ResponseTopic,
            CorrelationData = packet.CorrelationData,
            ContentType = packet.ContentType,
            ExpirySeconds = packet.MessageExpiryInterval,
            UserProperties = properties,
        };
    }

    private static byte[]? ToArray(ReadOnlyMemory<byte> data) =>
        data.IsEmpty ? null
        : MemoryMarshal.TryGetArray(data, out ArraySegment<byte> segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array
        : data.ToArray();
}
