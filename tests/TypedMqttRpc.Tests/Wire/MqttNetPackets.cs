using MQTTnet.Formatter;
using MQTTnet.Packets;
using TypedMqttRpc.Network.MqttNet;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

/// <summary>The bytes that MQTTnet puts on the wire for a message of ours.</summary>
internal static class MqttNetPackets
{
    public static byte[] Encode(in MqttMessage message, ushort packetId = 1)
    {
        MqttPublishPacket packet = MqttPublishPacketFactory.Create(MessageMapping.ToMqttNet(message));
        packet.PacketIdentifier = message.Qos > 0 ? packetId : (ushort)0;
        return new MqttPacketFormatterAdapter(MqttProtocolVersion.V500, new MqttBufferWriter(4096, 65535)).Encode(packet).ToArray();
    }
}
