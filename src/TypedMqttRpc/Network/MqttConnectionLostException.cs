using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>A connection ended while something waited for the broker's answer.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class MqttConnectionLostException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">Why it ended.</param>
    /// <param name="innerException">The cause.</param>
    public MqttConnectionLostException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
