using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Testing;

/// <summary>
/// PUBLISH packets from clients to the broker: what was published, and how to refuse, lose or delay it.
/// Filters are topic filters, wildcards included. Thread-safe.
/// </summary>
/// <remarks>A message is recorded when the broker has taken it, so not while it is held or the broker is frozen.</remarks>
public sealed class PublishTraffic : Recording<RecordedMessage>
{
    private readonly Lock _gate;
    private readonly FaultScript<MqttReasonCode> _answers = new();
    private readonly HoldList<RecordedMessage> _holds;
    private readonly HoldList<RecordedMessage> _heldAcknowledgements;

    internal PublishTraffic(Lock gate)
    {
        _gate = gate;
        _holds = new(gate);
        _heldAcknowledgements = new(gate);
    }

    /// <summary>
    /// Answers the next messages on a filter with a code in PUBACK (MQTT 5.0 section 3.4.2.1) and lets them go nowhere, whatever the code:
    /// <see cref="MqttReasonCode.Success"/> makes the broker lose them silently, as some do when a queue is full.
    /// At QoS 0 there is no PUBACK, they are only lost.
    /// </summary>
    /// <param name="filter">A topic filter.</param>
    /// <param name="reason">The code.</param>
    /// <param name="count">How many messages, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public void AnswerNext(string filter, MqttReasonCode reason, int count = 1)
    {
        lock (_gate)
        {
            _answers.Add(filter, reason, count);
        }
    }

    /// <summary>Keeps messages on a filter back before the broker takes them: until they are released nobody gets them, and no PUBACK comes.</summary>
    /// <remarks>Their expiry is not counted down: they are still on their way. They are lost if their connection ends.</remarks>
    /// <param name="filter">A topic filter.</param>
    public Hold<RecordedMessage> Hold(string filter) => _holds.Add(filter);

    /// <summary>Lets QoS 1 messages on a filter pass to their subscribers, but keeps the PUBACK back: what a cut connection looks like to a publisher whose message arrived.</summary>
    /// <param name="filter">A topic filter.</param>
    public Hold<RecordedMessage> HoldAcknowledgements(string filter) => _heldAcknowledgements.Add(filter);

    internal bool TryTakeAnswer(string topic, out MqttReasonCode answer) =>
        _answers.TryTake(filter => TopicFilter.Matches(filter, topic), out answer);

    internal bool TryKeep(RecordedMessage message, Action release) =>
        _holds.TryKeep(filter => Matches(filter, message), message, release);

    internal bool TryKeepAcknowledgement(RecordedMessage message, Action release) =>
        _heldAcknowledgements.TryKeep(filter => Matches(filter, message), message, release);

    private protected override bool Matches(string filter, RecordedMessage item) => TopicFilter.Matches(filter, item.Message.Topic);
}
