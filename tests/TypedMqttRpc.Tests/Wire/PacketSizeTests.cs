using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class PacketSizeTests
{
    public static TheoryData<string> Names => [.. Messages.Keys];

    internal static Dictionary<string, MqttMessage> Messages { get; } = Make();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_size_is_that_of_the_packet_that_is_sent(string name)
    {
        MqttMessage message = Messages[name];

        Assert.Equal(MqttNetPackets.Encode(message).Length, PacketSize.OfPublish(message));
    }

    private static Dictionary<string, MqttMessage> Make()
    {
        MqttMessage full = new()
        {
            Topic = "home/dev-42/thermostat/getReading",
            Payload = new byte[100],
            Qos = 1,
            ResponseTopic = "clients/c1/r/Thermostat",
            CorrelationData = new byte[16],
            ContentType = "application/vnd.msgpack",
            ExpirySeconds = 10,
            UserProperties = [new("tenant", "acme"), new("tenant", ""), new("ünïcode", "😀")],
        };
        Dictionary<string, MqttMessage> messages = new()
        {
            ["nothing"] = new() { Topic = "a" },
            ["QoS 1"] = new() { Topic = "a", Qos = 1 },
            ["retained"] = new() { Topic = "a", Retain = true },
            ["topic of 256 bytes"] = new() { Topic = new string('ä', 128) },
            ["expiry"] = new() { Topic = "a", ExpirySeconds = 1 },
            ["longest expiry"] = new() { Topic = "a", ExpirySeconds = uint.MaxValue },
            ["response topic"] = new() { Topic = "a", ResponseTopic = "b/ö" },
            ["correlation of 1"] = new() { Topic = "a", CorrelationData = new byte[1] },
            ["correlation of 65,535"] = new() { Topic = "a", CorrelationData = new byte[65_535] },
            ["content type"] = new() { Topic = "a", ContentType = "text/plain" },
            ["empty content type"] = new() { Topic = "a", ContentType = "" },
            ["one property"] = new() { Topic = "a", UserProperties = [new("n", "v")] },
            ["no properties"] = new() { Topic = "a", UserProperties = [] },
            ["empty property"] = new() { Topic = "a", UserProperties = [new("", "")] },
            ["everything"] = full,
            ["everything at QoS 0"] = full with { Qos = 0 },
            ["100 properties"] = full with { UserProperties = [.. Enumerable.Range(0, 100).Select(static i => new KeyValuePair<string, string>($"n{i}", $"v{i}"))] },
        };

        // Where a length needs one byte more: MQTT 5.0 section 1.5.5.
        foreach (int size in (int[])[117, 118, 119, 127, 128, 129, 16_370, 16_380, 16_383, 16_384, 70_000, 2_097_152])
        {
            messages[$"payload of {size}"] = new() { Topic = "a", Payload = new byte[size], Qos = 1 };
        }

        foreach (int size in (int[])[115, 120, 121, 122, 123, 124, 16_370, 16_378, 16_379, 16_380])
        {
            messages[$"property of {size}"] = new() { Topic = "a", UserProperties = [new("n", new string('v', size))] };
        }

        return messages;
    }
}
