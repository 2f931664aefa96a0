using MessagePack;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>A request with a small parcel, and its answer.</summary>
internal static class SampleMessages
{
    public const string Topic = "bench/0/echo/echo";
    public const string ResponseTopic = "clients/caller/r/Echo";

    public static byte[] Payload { get; } = MessagePackSerializer.Serialize(new[] { Parcels.Make(Parcels.Small) });

    private static byte[] Correlation { get; } = MakeCorrelation();

    private static RequestParts RequestParts { get; } = new()
    {
        Topic = Topic,
        ResponseTopic = ResponseTopic,
        Qos = 1,
        Timeout = TimeSpan.FromSeconds(10),
    };

    public static MqttMessage Request { get; } = EncodeRequest();

    public static ResponseParts ResponseParts { get; } = new(RpcStatus.Ok) { Payload = Payload };

    /// <summary>The whole request, as it is published.</summary>
    public static MqttMessage EncodeRequest() => RequestEncoding.Encode(RequestParts) with { Payload = Payload, CorrelationData = Correlation };

    /// <summary>What follows the fixed header of a packet.</summary>
    public static byte[] BodyOf(in MqttMessage message)
    {
        var size = PacketSize.Measure(message);
        byte[] packet = new byte[size.Total];
        PublishEncoding.Write(packet, message, size, packetId: 7);
        return packet[^(int)size.Remaining..];
    }

    private static byte[] MakeCorrelation()
    {
        byte[] bytes = new byte[CorrelationData.Length];
        new CorrelationData(Life: 9, Slot: 3, Generation: 5, Secret: 7).Write(bytes, asText: false);
        return bytes;
    }
}
