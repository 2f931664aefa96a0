using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>What the server knows of one request: the running call, and when that has ended, its outcome.</summary>
/// <remarks>
/// The next call of a slot takes the place of the one before in the same object, with its memory. All but the constructor's properties is guarded by a
/// lock on this; while <see cref="Running"/> is a call, that has not gone back to its pool.
/// </remarks>
internal sealed class RememberedCall(CallKey key, string caller)
{
    /// <summary>Answers of one slot differ a little, which should not cost new memory each time.</summary>
    private const int Grain = 32;
    private const int Little = 256;

    /// <summary>
    /// A repetition may come when its caller has stopped waiting: deadlines are rounded up to whole seconds for the broker, which counts in whole seconds as well, and two more
    /// may pass in sockets.
    /// </summary>
    private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(5);

    private byte[] _correlation = [];
    private byte[] _payload = [];
    private ResponseParts _outcome;
    private Deadline _until;

    /// <summary>Until when the calls may be repeated whose place this one took; <see langword="null"/> when there were none.</summary>
    private Deadline? _untilBefore;
    private string _service = string.Empty;

    public CallKey Key => key;

    /// <summary>Whose request it is, as far as the response topic tells.</summary>
    public string Caller => caller;

    /// <summary>The call, while it waits or runs.</summary>
    public IncomingCall? Running { get; private set; }

    /// <summary>The call was turned away without being run. It may come again, but those whose place it took may not.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Calls may be repeated whose place this one took.</summary>
    public bool CoversOthers => _untilBefore is { TimeLeft.Ticks: > 0 };

    /// <summary>It is not in the table any more.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>The bytes that are kept for outcomes.</summary>
    public int StoredBytes => _payload.Length;

    /// <summary>Nobody may repeat the request any more; whether or not its handler ever ends, what comes now is another call.</summary>
    public bool IsOver => _until.TimeLeft == TimeSpan.Zero;

    /// <param name="message">A message with correlation data.</param>
    /// <param name="service">The topic of the service that it is for.</param>
    public bool IsSameRequest(in MqttMessage message, string service) =>
        _correlation.AsSpan().SequenceEqual(message.CorrelationData.Span) && _service == service;

    /// <summary>Whether a message is of an earlier call of the same slot, which has ended for its caller.</summary>
    public bool IsNewerThan(in MqttMessage message) =>
        CorrelationData.TryRead(_correlation, out CorrelationData mine)
        && CorrelationData.TryRead(message.CorrelationData.Span, out CorrelationData other)
        && mine.IsNewerThan(other);

    /// <summary>A call is remembered here from now on, and the one before no more.</summary>
    public void Begin(IncomingCall call)
    {
        ReadOnlySpan<byte> correlation = call.Message.CorrelationData.Span;
        if (_correlation.Length > 0)
        {
            _untilBefore = _until;
        }

        if (_correlation.Length != correlation.Length)
        {
            _correlation = new byte[correlation.Length];
        }

        correlation.CopyTo(_correlation);

        // Not earlier than before: a short call must not let a long one be forgotten, whose place it takes.
        Deadline until = call.AnswerBy.LaterBy(Stragglers);
        _until = _untilBefore is { } before && before.Timestamp > until.Timestamp ? before : until;
        IsRefused = false;
        _service = call.Topic.Service;
        _outcome = default;
        Running = call;
    }

    /// <summary>How many bytes must be kept for an outcome to be; more or less than now.</summary>
    public int BytesFor(int payload) =>
        payload <= _payload.Length && (_payload.Length <= Little || payload >= _payload.Length / 4) ? _payload.Length : (payload + Grain - 1) / Grain * Grain;

    /// <summary>The call has ended. The outcome's payload is copied, since what was written into belongs to the call.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="bytes">How many bytes to keep: <see cref="BytesFor"/>.</param>
    public void End(in ResponseParts outcome, int bytes)
    {
        if (_payload.Length != bytes)
        {
            _payload = bytes == 0 ? [] : new byte[bytes];
        }

        outcome.Payload.CopyTo(_payload);
        _outcome = outcome with { Payload = _payload.AsMemory(0, outcome.Payload.Length) };
        Running = null;
    }

    /// <summary>The call was turned away without being run.</summary>
    public void Refuse()
    {
        Running = null;
        IsRefused = true;
    }

    /// <summary>It leaves the table. Its call may go back to its pool now.</summary>
    public void Remove()
    {
        IsRemoved = true;
        Running = null;
    }

    /// <summary>Keeps no memory for outcomes any more.</summary>
    public void FreeBytes() => _payload = [];

    /// <summary>A copy of the outcome, once <see cref="Running"/> is <see langword="null"/>.</summary>
    public ResponseParts CopyOutcome() => _outcome with { Payload = _outcome.Payload.ToArray() };
}
