using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>Is told what happens on a connection. Its methods return at once and never throw.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IMqttReceiver
{
    /// <summary>A message arrived. It is acknowledged when this returns, so this neither waits nor runs user code.</summary>
    /// <param name="message">
    /// The message. Its payload and correlation data are valid until this returns: who keeps them copies them. Its strings and user properties stay, and
    /// are never changed.
    /// </param>
    void OnMessage(in Wire.MqttMessage message);

    /// <summary>The connection ended, other than by being disposed. Called once, and after that nothing more.</summary>
    /// <param name="reason">Why, as a sentence without its full stop.</param>
    void OnClosed(string reason);
}
