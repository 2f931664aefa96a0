using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>A message that waits in the broker while its expiry is counted down: MQTT 5.0 section 3.3.2.3.3.</summary>
internal readonly struct WaitingMessage(in MqttMessage message, TimeProvider time)
{
    private readonly MqttMessage _message = message;
    private readonly long _since = time.GetTimestamp();

    public int Qos => _message.Qos;

    /// <returns><see langword="false"/> when the message has expired.</returns>
    public bool TryCountDown(out MqttMessage message)
    {
        message = _message;
        if (_message.ExpirySeconds == 0)
        {
            return true;
        }

        double waited = Math.Floor(time.GetElapsedTime(_since).TotalSeconds);
        if (waited >= _message.ExpirySeconds)
        {
            return false;
        }

        message = _message with { ExpirySeconds = _message.ExpirySeconds - (uint)waited };
        return true;
    }
}
