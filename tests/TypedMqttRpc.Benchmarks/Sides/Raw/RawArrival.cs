using TypedMqttRpc.Benchmarks.Mqtt;

namespace TypedMqttRpc.Benchmarks.Sides.Raw;

/// <summary>The parts of a PUBLISH that has arrived.</summary>
internal readonly ref struct RawArrival
{
    public RawArrival(byte first, ReadOnlySpan<byte> body)
    {
        Qos = (first >> 1) & 3;
        _ = Packet.ReadText(ref body);
        if (Qos > 0)
        {
            PacketId = body[..2];
            body = body[2..];
        }

        int length = Packet.ReadLength(ref body);
        Correlation = Properties.Find(body[..length], Properties.CorrelationData);
        Payload = body[length..];
    }

    public int Qos { get; }

    public ReadOnlySpan<byte> PacketId { get; }

    public ReadOnlySpan<byte> Correlation { get; }

    public ReadOnlySpan<byte> Payload { get; }
}
