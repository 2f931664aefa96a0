using System.ComponentModel;

namespace TypedMqttRpc.Network;

/// <summary>One open connection. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IMqttSession : IAsyncDisposable
{
    /// <summary>What the broker granted in CONNACK.</summary>
    MqttBrokerLimits Limits { get; }

    /// <summary>How many packets have come from the broker, so that a pause in the answers to pings can be told from a dead connection.</summary>
    long ReceivedPackets { get; }

    /// <summary>Sends PINGREQ; ends when the broker has answered: MQTT 5.0 section 3.12.</summary>
    /// <exception cref="MqttConnectionLostException">The connection ended before the answer.</exception>
    Task PingAsync();

    /// <summary>Publishes a message at once. Whoever calls keeps within the broker's Receive Maximum and Maximum Packet Size.</summary>
    /// <returns>
    /// What the broker acknowledged: at QoS 1 the code in PUBACK; at QoS 0 success, once the message is on its way.
    /// There is no way to cancel: abandon the task instead, the message may be sent all the same.
    /// </returns>
    /// <exception cref="MqttConnectionLostException">The connection ended before that. One that says so is not used any more.</exception>
    ValueTask<MqttReasonCode> PublishAsync(in Wire.MqttMessage message);

    /// <summary>Publishes a message at once, and tells a callback instead of a task what became of it.</summary>
    /// <param name="message">The message, which must not change before the callback is called.</param>
    /// <param name="completion">Is called once.</param>
    void Publish(in Wire.MqttMessage message, IPublishCompletion completion)
    {
        _ = TellAsync(PublishAsync(message), completion);

        static async Task TellAsync(ValueTask<MqttReasonCode> publish, IPublishCompletion completion)
        {
            MqttReasonCode answer;
            try
            {
                answer = await publish.ConfigureAwait(false);
            }
            catch (MqttConnectionLostException lost)
            {
                completion.OnNotPublished(lost);
                return;
            }
            catch (Exception unforeseen)
            {
                completion.OnFailed(unforeseen);
                return;
            }

            completion.OnPublished(answer);
        }
    }

    /// <summary>Subscribes to filters.</summary>
    /// <returns>The broker's answer to each, in order.</returns>
    /// <exception cref="MqttConnectionLostException">The connection ended before the answer.</exception>
    Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken);

    /// <summary>Ends subscriptions.</summary>
    /// <exception cref="MqttConnectionLostException">The connection ended before the answer.</exception>
    Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken);
}
