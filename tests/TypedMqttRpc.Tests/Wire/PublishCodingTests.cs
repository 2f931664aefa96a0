using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

/// <summary>Our own coding of PUBLISH against MQTTnet's.</summary>
public sealed class PublishCodingTests
{
    public static TheoryData<string> Names => PacketSizeTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bytes_are_those_that_MQTTnet_writes(string name)
    {
        MqttMessage message = PacketSizeTests.Messages[name];

        Assert.Equal(MqttNetPackets.Encode(message, packetId: 0x8001), Encode(message));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_written_is_read(string name)
    {
        MqttMessage message = PacketSizeTests.Messages[name];

        MqttMessage read = Decode(Encode(message), out ushort packetId);

        Assert.Equal(message.Qos > 0 ? 0x8001 : 0, packetId);
        Assert.Equal(message.Payload.ToArray(), read.Payload.ToArray());
        Assert.Equal(message.CorrelationData.ToArray(), read.CorrelationData.ToArray());
        Assert.Equal(message.UserProperties ?? [], read.UserProperties ?? []);
        Assert.Equal(
            message with { Payload = default, CorrelationData = default, UserProperties = null, ContentType = message.ContentType == "" ? null : message.ContentType },
            read with { Payload = default, CorrelationData = default, UserProperties = null });
    }

    [Fact]
    public void A_packet_that_ends_too_early_is_malformed_wherever_it_ends()
    {
        byte[] whole = Encode(PacketSizeTests.Messages["everything"] with { Payload = default });
        for (int length = 4; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            Assert.Throws<InvalidDataException>(() => Decode(part, out _));
        }
    }

    [Theory]
    [InlineData("32 05 00 00 00 01 00", "its topic is empty")]
    [InlineData("36 06 00 01 61 00 01 00", "its QoS is 3")]
    [InlineData("32 06 00 01 61 00 00 00", "its packet identifier 0")]
    [InlineData("30 07 00 01 61 03 23 00 01", "the property 0x23")]
    [InlineData("30 06 00 01 61 02 7F 00", "the property 0x7F")]
    [InlineData("30 08 00 01 61 02 08 00 01 62", "its last property is longer")]
    [InlineData("30 08 00 01 61 80 80 80 80 01", "more than four bytes")]
    public void What_the_specification_forbids_is_malformed(string packet, string problem)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Decode(Hex.Parse(packet), out _));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_packets_are_read_or_malformed_and_nothing_else()
    {
        byte[] whole = Encode(PacketSizeTests.Messages["everything"]);
        Random random = new(42);
        for (int i = 0; i < 50_000; i++)
        {
            byte[] damaged = [.. whole];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                damaged[random.Next(3, damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                Decode(damaged, out _);
            }
            catch (InvalidDataException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void A_topic_that_comes_again_is_the_same_string()
    {
        TextCache texts = new();
        byte[] packet = Encode(new() { Topic = "a/topic", UserProperties = [new("__stat", "200")] });
        MqttMessage first = PublishDecoding.Read(packet[0], packet.AsMemory(2), texts, out _);
        MqttMessage second = PublishDecoding.Read(packet[0], packet.AsMemory(2), texts, out _);

        Assert.Same(first.Topic, second.Topic);
        Assert.Same(first.UserProperties, second.UserProperties);
    }

    [Fact]
    public void Texts_that_share_a_place_do_not_get_mixed_up()
    {
        TextCache texts = new();
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 5_000; i++)
            {
                string text = $"clients/{i}/r/Thermostat";
                Assert.Equal(text, texts.Get(System.Text.Encoding.UTF8.GetBytes(text)));
            }
        }
    }

    [Fact]
    public void A_text_too_long_for_MQTT_is_refused_before_anything_is_written() =>
        Assert.Throws<ArgumentException>(() => PacketSize.Measure(new() { Topic = "a", ContentType = new string('x', 65_536) }));

    private static byte[] Encode(in MqttMessage message)
    {
        PacketSize size = PacketSize.Measure(message);
        byte[] packet = new byte[size.Total];
        PublishEncoding.Write(packet, message, size, packetId: 0x8001);
        return packet;
    }

    private static MqttMessage Decode(byte[] packet, out ushort packetId)
    {
        int prefix = 1;
        while (packet[prefix++] >= 0x80)
        {
        }

        return PublishDecoding.Read(packet[0], packet.AsMemory(prefix), new TextCache(), out packetId);
    }
}
