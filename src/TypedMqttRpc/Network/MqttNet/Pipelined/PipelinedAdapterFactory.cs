using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>Puts our adapter under one client of MQTTnet.</summary>
internal sealed class PipelinedAdapterFactory(IMqttReceiver receiver) : IMqttClientAdapterFactory
{
    /// <summary>The adapter, once the client connects.</summary>
    public PipelinedAdapter? Adapter { get; private set; }

    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) =>
        Adapter = new PipelinedAdapter(options, (options.ChannelOptions as MqttClientTcpOptions)?.StreamProvider as SocketProvider, receiver);
}
