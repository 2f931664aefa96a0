using System.Buffers.Binary;
using System.Text;

namespace TypedMqttRpc.Wire;

/// <summary>Writes a PUBLISH: MQTT 5.0 section 3.3.</summary>
internal ref struct PublishEncoding
{
    private readonly Span<byte> _destination;
    private int _position;

    private PublishEncoding(Span<byte> destination) => _destination = destination;

    /// <param name="destination">Has room for <paramref name="size"/>.</param>
    /// <param name="message">What to write.</param>
    /// <param name="size">Its size, as measured.</param>
    /// <param name="packetId">The packet identifier; not used at QoS 0.</param>
    public static void Write(Span<byte> destination, in MqttMessage message, in PacketSize size, ushort packetId)
    {
        var packet = new PublishEncoding(destination);
        packet.Byte((byte)(0x30 | (message.Duplicate ? 8 : 0) | (message.Qos << 1) | (message.Retain ? 1 : 0)));
        packet.VariableByteInteger((uint)size.Remaining);
        packet.Text(message.Topic);
        if (message.Qos > 0)
        {
            packet.UInt16(packetId);
        }

        packet.VariableByteInteger((uint)size.Properties);
        packet.Properties(message);
        message.Payload.Span.CopyTo(packet._destination[packet._position..]);
    }

    private void Properties(in MqttMessage message)
    {
        if (message.ContentType is { Length: > 0 } contentType)
        {
            Byte(PropertyId.ContentType);
            Text(contentType);
        }

        if (!message.CorrelationData.IsEmpty)
        {
            Byte(PropertyId.CorrelationData);
            UInt16((ushort)message.CorrelationData.Length);
            message.CorrelationData.Span.CopyTo(_destination[_position..]);
            _position += message.CorrelationData.Length;
        }

        if (message.ExpirySeconds != 0)
        {
            Byte(PropertyId.MessageExpiryInterval);
            BinaryPrimitives.WriteUInt32BigEndian(_destination[_position..], message.ExpirySeconds);
            _position += sizeof(uint);
        }

        if (message.ResponseTopic is { Length: > 0 } responseTopic)
        {
            Byte(PropertyId.ResponseTopic);
            Text(responseTopic);
        }

        if (message.UserProperties is { } userProperties)
        {
            foreach ((string name, string value) in userProperties)
            {
                Byte(PropertyId.UserProperty);
                Text(name);
                Text(value);
            }
        }
    }

    private void Byte(byte value) => _destination[_position++] = value;

    private void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_destination[_position..], value);
        _position += sizeof(ushort);
    }

    private void VariableByteInteger(uint value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    private void Text(string text)
    {
        int length = Encoding.UTF8.GetBytes(text, _destination[(_position + sizeof(ushort))..]);
        UInt16((ushort)length);
        _position += length;
    }
}
