using System.Buffers.Binary;
using System.Text;

namespace TypedMqttRpc.Wire;

/// <summary>Reads a PUBLISH: MQTT 5.0 section 3.3. Payload and correlation data are not copied.</summary>
/// <param name="body">What follows the fixed header.</param>
/// <param name="texts">Knows the strings of topics.</param>
internal ref struct PublishDecoding(ReadOnlyMemory<byte> body, TextCache texts)
{
    private static readonly List<KeyValuePair<string, string>> OkWithPayload = [new(PropertyNames.Status, "200")];
    private static readonly List<KeyValuePair<string, string>> OkWithoutPayload = [new(PropertyNames.Status, "204")];

    private readonly ReadOnlySpan<byte> _bytes = body.Span;
    private int _position;

    /// <param name="header">The first byte of the packet.</param>
    /// <param name="body">What follows the fixed header.</param>
    /// <param name="texts">Knows the strings of topics.</param>
    /// <param name="packetId">The packet identifier; 0 at QoS 0.</param>
    /// <exception cref="InvalidDataException">The packet is malformed.</exception>
    public static MqttMessage Read(byte header, ReadOnlyMemory<byte> body, TextCache texts, out ushort packetId)
    {
        var packet = new PublishDecoding(body, texts);
        int qos = (header >> 1) & 3;
        string topic = packet.Topic();
        packetId = qos > 0 ? packet.UInt16() : (ushort)0;
        if (topic.Length == 0 || qos == 3 || (qos > 0 && packetId == 0))
        {
            throw Malformed(topic.Length == 0 ? "its topic is empty" : $"its QoS is {qos} and its packet identifier {packetId}");
        }

        MqttMessage message = packet.Properties(new MqttMessage
        {
            Topic = topic,
            Qos = qos,
            Retain = (header & 1) != 0,
            Duplicate = (header & 8) != 0,
        });
        return message with { Payload = body[packet._position..] };
    }

    private MqttMessage Properties(in MqttMessage bare)
    {
        int length = VariableByteInteger();
        if (length > _bytes.Length - _position)
        {
            throw Malformed("its properties are longer than it is");
        }

        int end = _position + length;
        string? responseTopic = null, contentType = null;
        ReadOnlyMemory<byte> correlation = default;
        uint expiry = 0;
        List<KeyValuePair<string, string>>? userProperties = null;
        while (_position < end)
        {
            switch (Byte())
            {
                case PropertyId.PayloadFormatIndicator:
                    Byte();
                    break;
                case PropertyId.MessageExpiryInterval:
                    expiry = BinaryPrimitives.ReadUInt32BigEndian(Bytes(sizeof(uint)));
                    break;
                case PropertyId.ContentType:
                    contentType = Topic();
                    break;
                case PropertyId.ResponseTopic:
                    responseTopic = Topic();
                    break;
                case PropertyId.CorrelationData:
                    int size = UInt16();
                    Bytes(size);
                    correlation = body.Slice(_position - size, size);
                    break;
                case PropertyId.SubscriptionIdentifier:
                    VariableByteInteger();
                    break;
                case PropertyId.UserProperty:
                    UserProperty(ref userProperties);
                    break;
                case var unknown:
                    // A topic alias, too: this client allows none.
                    throw Malformed($"it has the property 0x{unknown:X2}");
            }
        }

        if (_position != end)
        {
            throw Malformed("its last property is longer than its properties");
        }

        return bare with
        {
            ResponseTopic = responseTopic,
            ContentType = contentType,
            CorrelationData = correlation,
            ExpirySeconds = expiry,
            UserProperties = userProperties,
        };
    }

    /// <summary>What nearly every answer says is one list for all of them.</summary>
    private void UserProperty(ref List<KeyValuePair<string, string>>? properties)
    {
        ReadOnlySpan<byte> name = Bytes(UInt16());
        ReadOnlySpan<byte> value = Bytes(UInt16());
        if (properties is null && name.SequenceEqual("__stat"u8))
        {
            properties = value.SequenceEqual("200"u8) ? OkWithPayload : value.SequenceEqual("204"u8) ? OkWithoutPayload : null;
            if (properties is not null)
            {
                return;
            }
        }

        if (properties is null || properties == OkWithPayload || properties == OkWithoutPayload)
        {
            properties = properties is null ? [] : [.. properties];
        }

        properties.Add(new(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)));
    }

    private byte Byte() => _position < _bytes.Length ? _bytes[_position++] : throw Truncated();

    private ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(sizeof(ushort)));

    private string Topic() => texts.Get(Bytes(UInt16()));

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _bytes.Length - _position)
        {
            throw Truncated();
        }

        ReadOnlySpan<byte> bytes = _bytes.Slice(_position, count);
        _position += count;
        return bytes;
    }

    private int VariableByteInteger()
    {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7)
        {
            byte next = Byte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed("a length in it has more than four bytes");
    }

    private static InvalidDataException Truncated() => Malformed("it is shorter than what it announces");

    private static InvalidDataException Malformed(string problem) => new($"The broker sent a malformed PUBLISH: {problem}.");
}
