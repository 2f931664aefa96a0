using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>The last retained message of each topic: MQTT 5.0 section 3.3.1.3. Guarded by the broker's lock.</summary>
internal sealed class RetainedMessages(TimeProvider time)
{
    private readonly Dictionary<string, WaitingMessage> _byTopic = [];

    public void Keep(in MqttMessage message)
    {
        if (message.Payload.IsEmpty)
        {
            _byTopic.Remove(message.Topic);
        }
        else
        {
            _byTopic[message.Topic] = new(message, time);
        }
    }

    public void Clear() => _byTopic.Clear();

    public Dictionary<string, MqttMessage> Snapshot()
    {
        Dictionary<string, MqttMessage> live = [];
        foreach ((string topic, WaitingMessage waiting) in _byTopic)
        {
            if (waiting.TryCountDown(out MqttMessage message))
            {
                live.Add(topic, message);
            }
        }

        return live;
    }
}
