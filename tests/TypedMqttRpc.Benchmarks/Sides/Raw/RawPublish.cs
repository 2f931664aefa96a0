using System.Buffers.Binary;
using TypedMqttRpc.Benchmarks.Mqtt;

namespace TypedMqttRpc.Benchmarks.Sides.Raw;

/// <summary>A PUBLISH that was encoded once; each copy gets its packet id and its correlation.</summary>
internal sealed class RawPublish
{
    public const int CorrelationLength = 8;

    private readonly byte[] _bytes;
    private readonly int _idAt;
    private readonly int _correlationAt;
    private ushort _lastId;

    public RawPublish(string topic, string? responseTopic, int qos, ReadOnlySpan<byte> payload)
    {
        byte[] topicText = RawConnection.Text(topic);
        byte[] properties = responseTopic is null ? [] : [Properties.ResponseTopic, .. RawConnection.Text(responseTopic)];
        int propertiesLength = properties.Length + 3 + CorrelationLength;
        Span<byte> lengths = stackalloc byte[Packet.MaxHeader];
        int propertiesLengthSize = Packet.WriteLength(lengths, propertiesLength);
        byte[] propertiesHead = lengths[..propertiesLengthSize].ToArray();
        int remaining = topicText.Length + (qos > 0 ? 2 : 0) + propertiesLengthSize + propertiesLength + payload.Length;
        int remainingSize = Packet.WriteLength(lengths, remaining);

        _bytes =
        [
            (byte)(Packet.Publish | (qos << 1)), .. lengths[..remainingSize], .. topicText, .. qos > 0 ? (byte[])[0, 0] : [], .. propertiesHead, .. properties,
            Properties.CorrelationData, 0, CorrelationLength, .. new byte[CorrelationLength], .. payload,
        ];
        _idAt = qos > 0 ? 1 + remainingSize + topicText.Length : 0;
        _correlationAt = _bytes.Length - payload.Length - CorrelationLength;
    }

    public void AddTo(ByteQueue output, ReadOnlySpan<byte> correlation)
    {
        correlation.CopyTo(_bytes.AsSpan(_correlationAt));
        if (_idAt > 0)
        {
            _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
            BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_idAt), _lastId);
        }

        output.Add(_bytes);
    }
}
