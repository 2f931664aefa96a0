using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>A connection could not be opened.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class MqttConnectException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="reason">What the broker said in CONNACK, if it said anything.</param>
    /// <param name="isPermanent">Trying again with the same settings is pointless.</param>
    /// <param name="innerException">The cause.</param>
    public MqttConnectException(string message, MqttReasonCode? reason = null, bool isPermanent = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        IsPermanent = isPermanent;
    }

    /// <summary>What the broker said in CONNACK, if it said anything.</summary>
    public MqttReasonCode? Reason { get; }

    /// <summary>Trying again with the same settings is pointless.</summary>
    public bool IsPermanent { get; }
}
