using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>
/// Is told how a publish ended, where a task for each would be too much. Called once, on the receive path or on the publisher's own stack, so its
/// methods return at once, never throw and run no user code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IPublishCompletion
{
    /// <summary>The message is on its way.</summary>
    /// <param name="answer">What the broker acknowledged: at QoS 1 the code in PUBACK, at QoS 0 success.</param>
    void OnPublished(MqttReasonCode answer);

    /// <summary>The connection ended before that.</summary>
    void OnNotPublished(MqttConnectionLostException lost);

    /// <summary>The message could not be published, for a reason of its own; the connection goes on.</summary>
    void OnFailed(Exception unforeseen);
}
