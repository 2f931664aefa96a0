using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>What the server knows of one request: the running call, and when that has ended, its outcome.</summary>
internal sealed class RememberedCall
{
    private readonly Deadline _until;
    private readonly ReadOnlyMemory<byte> _correlation;
    private volatile IncomingCall? _running;
    private ResponseParts _outcome;

    public RememberedCall(IncomingCall call, string caller, Deadline until)
    {
        _correlation = call.Message.CorrelationData;
        _until = until;
        _running = call;
        Caller = caller;
    }

    /// <summary>Whose request it is, as far as the response topic tells.</summary>
    public string Caller { get; }

    /// <summary>The call, while it waits or runs.</summary>
    public IncomingCall? Running => _running;

    /// <summary>How the call ended; only once <see cref="Running"/> is <see langword="null"/>.</summary>
    public ref readonly ResponseParts Outcome => ref _outcome;

    /// <summary>It is not in the table any more; guarded by a lock on this.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>The bytes of the outcome that are kept.</summary>
    public int StoredBytes => _outcome.Payload.Length;

    /// <summary>Nobody may repeat the request any more; whether or not its handler ever ends, what comes now is another call.</summary>
    public bool IsOver => _until.TimeLeft == TimeSpan.Zero;

    public bool IsSameRequest(in MqttMessage message) => _correlation.Span.SequenceEqual(message.CorrelationData.Span);

    /// <summary>Whether a message is of an earlier call of the same slot, which has ended for its caller.</summary>
    public bool IsNewerThan(in MqttMessage message) =>
        CorrelationData.TryRead(_correlation.Span, out CorrelationData mine)
        && CorrelationData.TryRead(message.CorrelationData.Span, out CorrelationData other)
        && mine.IsNewerThan(other);

    public void End(in ResponseParts outcome)
    {
        _outcome = outcome;
        _running = null;
    }
}
