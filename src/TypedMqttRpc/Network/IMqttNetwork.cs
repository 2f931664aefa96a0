using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>Where connections come from: MQTTnet, or an in-memory broker in tests.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IMqttNetwork
{
    /// <summary>The broker's address, for messages to people; without credentials.</summary>
    string Broker { get; }

    /// <summary>Opens one connection. It is never opened again: when it ends, the caller makes another.</summary>
    /// <param name="options">What CONNECT says.</param>
    /// <param name="receiver">What is told of messages and of the end. It is called before this method returns, if a message comes early.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="MqttConnectException">The broker cannot be reached, or refuses.</exception>
    Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken);
}
