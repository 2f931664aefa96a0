namespace TypedMqttRpc.Testing;

/// <summary>
/// Filters in SUBSCRIBE packets: who subscribes to what, and how to refuse or delay it.
/// Filters are compared as text, <c>$share/…/</c> included; <c>#</c> stands for all. Thread-safe.
/// </summary>
public sealed class SubscribeTraffic : Recording<RecordedSubscription>
{
    private readonly Lock _gate;
    private readonly FaultScript<MqttReasonCode> _answers = new();
    private readonly HoldList<RecordedSubscription> _holds;

    internal SubscribeTraffic(Lock gate)
    {
        _gate = gate;
        _holds = new(gate);
    }

    /// <summary>
    /// Answers the next subscriptions to a filter with a code in SUBACK: MQTT 5.0 section 3.9.3.
    /// From 0x80 on no subscription is made; a lower code grants that quality of service, whatever was asked for.
    /// </summary>
    /// <param name="filter">The filter, exactly as it is subscribed to.</param>
    /// <param name="reason">The code.</param>
    /// <param name="count">How many subscriptions, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public void AnswerNext(string filter, MqttReasonCode reason, int count = 1)
    {
        lock (_gate)
        {
            _answers.Add(filter, reason, count);
        }
    }

    /// <summary>
    /// Keeps SUBSCRIBE packets with a filter back: until they are released nothing is subscribed to, and no SUBACK comes.
    /// </summary>
    /// <param name="filter">The filter, exactly as it is subscribed to.</param>
    public Hold<RecordedSubscription> Hold(string filter) => _holds.Add(filter);

    internal bool TryKeep(RecordedSubscription subscription, Action release) =>
        _holds.TryKeep(filter => Matches(filter, subscription), subscription, release);

    internal bool TryTakeAnswer(string filter, out MqttReasonCode answer) =>
        _answers.TryTake(entry => entry == "#" || entry == filter, out answer);

    private protected override bool Matches(string filter, RecordedSubscription item) => filter == "#" || filter == item.Filter;
}
