using System.Text;

namespace TypedMqttRpc.Faults.Proxy;

/// <summary>One control packet as it is on the wire.</summary>
internal sealed class Packet(byte[] bytes, int headerLength)
{
    private const byte DuplicateFlag = 0b1000;

    public byte[] Bytes => bytes;

    public PacketKind Kind => (PacketKind)(bytes[0] >> 4);

    /// <summary>Of a PUBLISH.</summary>
    public int Qos => (bytes[0] >> 1) & 3;

    /// <summary>Of a PUBLISH.</summary>
    public string Topic => Encoding.UTF8.GetString(bytes, headerLength + 2, (bytes[headerLength] << 8) | bytes[headerLength + 1]);

    /// <summary>The same PUBLISH as a sender repeats it: MQTT 5.0 section 3.3.1.1.</summary>
    public byte[] AsDuplicate()
    {
        byte[] copy = [.. bytes];
        copy[0] |= DuplicateFlag;
        return copy;
    }
}
