using MQTTnet;
using MQTTnet.Formatter;

namespace TypedMqttRpc.Benchmarks.Sides.HandWritten;

/// <summary>Connects MQTTnet's client: with its defaults, or with the two settings that make it fastest.</summary>
internal static class HandWrittenClient
{
    private const int TunedBufferSize = 256 * 1024;

    public static async Task ConnectAsync(IMqttClient client, SideSettings settings, bool isTuned)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", settings.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500);
        if (isTuned)
        {
            builder = builder.WithoutPacketFragmentation();
        }

        MqttClientOptions options = builder.Build();
        if (isTuned && options.ChannelOptions is MqttClientTcpOptions tcp)
        {
            tcp.BufferSize = TunedBufferSize;
        }

        await client.ConnectAsync(options);
    }
}
