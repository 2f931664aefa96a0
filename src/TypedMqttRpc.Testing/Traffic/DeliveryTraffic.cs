using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Testing;

/// <summary>
/// PUBLISH packets from the broker to clients: what was delivered, and how to lose, repeat or delay it.
/// Filters are topic filters, wildcards included. Thread-safe.
/// </summary>
/// <remarks>A message is recorded when its receiver has returned, and so has acknowledged it.</remarks>
public sealed class DeliveryTraffic : Recording<RecordedMessage>
{
    private readonly Lock _gate;
    private readonly FaultScript<Fault> _faults = new();
    private readonly HoldList<RecordedMessage> _holds;
    private int _maximumQueued = 100_000;
    private long _overflowed;

    internal DeliveryTraffic(Lock gate)
    {
        _gate = gate;
        _holds = new(gate);
    }

    private enum Fault
    {
        Lost,
        Repeated,
    }

    /// <summary>
    /// How many messages may wait for one client, held ones included; at least 1, at first 100,000.
    /// Over it the newest is thrown away and its publisher told success all the same, as Mosquitto does (there the default is 1,000).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaximumQueued
    {
        get => Volatile.Read(ref _maximumQueued);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Volatile.Write(ref _maximumQueued, value);
        }
    }

    /// <summary>How many messages were thrown away because of <see cref="MaximumQueued"/>.</summary>
    public long Overflowed
    {
        get => Volatile.Read(ref _overflowed);
        internal set => Volatile.Write(ref _overflowed, value);
    }

    /// <summary>Loses the next deliveries on a filter. The publisher is not told.</summary>
    /// <param name="filter">A topic filter.</param>
    /// <param name="count">How many, at least 1; each subscriber's copy counts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public void DropNext(string filter, int count = 1) => Add(filter, Fault.Lost, count);

    /// <summary>
    /// Delivers the next messages on a filter twice, the second time with DUP = 1 if they are QoS 1,
    /// as a broker does that did not hear the acknowledgement: MQTT 5.0 section 3.3.1.1.
    /// </summary>
    /// <param name="filter">A topic filter.</param>
    /// <param name="count">How many, at least 1; each subscriber's copy counts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public void DuplicateNext(string filter, int count = 1) => Add(filter, Fault.Repeated, count);

    /// <summary>Keeps deliveries on a filter back, each subscriber's copy by itself, while others overtake them. Their expiry is counted down.</summary>
    /// <remarks>A message that waited in a queue before the hold began is not kept back.</remarks>
    /// <param name="filter">A topic filter.</param>
    public Hold<RecordedMessage> Hold(string filter) => _holds.Add(filter);

    internal bool TryKeep(RecordedMessage message, Action release) =>
        _holds.TryKeep(filter => Matches(filter, message), message, release);

    /// <returns>How often the message is to be delivered.</returns>
    internal int TakeTimes(string topic) =>
        !_faults.TryTake(filter => TopicFilter.Matches(filter, topic), out Fault fault) ? 1 : fault == Fault.Lost ? 0 : 2;

    private void Add(string filter, Fault fault, int count)
    {
        lock (_gate)
        {
            _faults.Add(filter, fault, count);
        }
    }

    private protected override bool Matches(string filter, RecordedMessage item) => TopicFilter.Matches(filter, item.Message.Topic);
}
