using TypedMqttRpc.Payloads;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>One call that waits for its answer.</summary>
/// <remarks>
/// Pooled. It goes back to its pool when everybody has let go of it who uses the request's bytes: who awaits the call, and every
/// sender of its request.
/// </remarks>
internal abstract class PendingCall
{
    private readonly byte[] _correlationBytes = new byte[CorrelationData.Length];
    private CancellationTokenRegistration _cancellation;
    private int _state;
    private int _holders;

    public Caller Caller { get; private set; } = null!;

    /// <summary>The method; <see langword="null"/> for an untyped request.</summary>
    public MqttMethod? Method { get; set; }

    /// <summary>The request as it is sent first.</summary>
    public MqttMessage Request { get; set; }

    public PayloadBuffer Payload { get; } = new();

    public CorrelationData Correlation { get; private set; }

    public ReadOnlyMemory<byte> CorrelationBytes => _correlationBytes;

    public TimeSpan Timeout { get; private set; }

    public long Started { get; private set; }

    /// <summary>The request may be sent again over another connection.</summary>
    public bool MayResume { get; private set; }

    /// <summary>When the request was sent first.</summary>
    public long FirstSent { get; private set; }

    public CallPhase Phase => PhaseOf(Volatile.Read(ref _state));

    /// <summary>How often the request was sent.</summary>
    public int Attempt => AttemptOf(Volatile.Read(ref _state));

    public void Begin(Caller caller, in CorrelationData correlation, TimeSpan timeout, long started, bool mayResume)
    {
        Caller = caller;
        Correlation = correlation;
        correlation.Write(_correlationBytes);
        Timeout = timeout;
        Started = started;
        MayResume = mayResume;
        FirstSent = 0;

        // Who awaits it, and who will send it.
        Volatile.Write(ref _holders, 2);
        Volatile.Write(ref _state, State(CallPhase.Preparing, attempt: 0));
    }

    public void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((PendingCall)state!).OnCancelled(token), this);
        }
    }

    /// <summary>The request is complete and may be sent by whoever has a connection for it.</summary>
    public void OfferToSenders() => TryMove(State(CallPhase.Preparing, 0), State(CallPhase.Waiting, 0));

    /// <summary>Only one sender gets to send a request that waits; it releases the call when it is done.</summary>
    public bool TryBecomeSender(long now, out int attempt)
    {
        int state = Volatile.Read(ref _state);
        attempt = AttemptOf(state) + 1;
        if (PhaseOf(state) != CallPhase.Waiting || !TryMove(state, State(CallPhase.Sent, attempt)))
        {
            return false;
        }

        if (attempt == 1)
        {
            FirstSent = now;
        }

        return true;
    }

    /// <summary>The broker has acknowledged an attempt to send.</summary>
    public void OnAcknowledged(int attempt) => TryMove(State(CallPhase.Sent, attempt), State(CallPhase.Acknowledged, attempt));

    /// <summary>The connection of an attempt was lost: the request waits for another one. Of those who notice, one succeeds.</summary>
    public bool TryRequeue(int attempt)
    {
        // For the next sender; before anybody can become it.
        Interlocked.Increment(ref _holders);
        if (TryMove(State(CallPhase.Sent, attempt), State(CallPhase.Waiting, attempt))
            || TryMove(State(CallPhase.Acknowledged, attempt), State(CallPhase.Waiting, attempt)))
        {
            return true;
        }

        Release();
        return false;
    }

    /// <summary>Makes sure that a request which still waits is not sent any more. To be called by whoever took the call out of the table.</summary>
    /// <returns>Whether it was never sent, so that it is certain not to have run.</returns>
    public bool TryAbandon()
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
            if (PhaseOf(state) is not (CallPhase.Preparing or CallPhase.Waiting))
            {
                return false;
            }
        }
        while (!TryMove(state, State(CallPhase.Abandoned, AttemptOf(state))));

        // There is no sender that would let go of the call.
        Release();
        return AttemptOf(state) == 0;
    }

    /// <summary>Ends the call with a response. To be called by whoever took it out of the table.</summary>
    public void Complete(in MqttMessage response)
    {
        TryAbandon();
        SetResponse(response);
    }

    /// <summary>Ends the call with an error. To be called by whoever took it out of the table.</summary>
    public void Fail(Exception error)
    {
        TryAbandon();
        SetError(error);
    }

    /// <summary>Keeps the call from going back to its pool, unless it is there already.</summary>
    public bool TryHold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            if (holders == 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);

        return true;
    }

    /// <summary>A holder has no further use for the call.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Return();
        }
    }

    /// <summary>Gives back a call that nobody holds.</summary>
    public void Return()
    {
        Method = null;
        Request = default;
        Payload.Clear();
        Caller = null!;
        Recycle();
    }

    /// <summary>To be called when the result was taken; afterwards the token cannot reach the call any more.</summary>
    protected void EndAwait()
    {
        _cancellation.Dispose();
        _cancellation = default;
        Release();
    }

    protected abstract void SetResponse(in MqttMessage response);

    protected abstract void SetError(Exception error);

    protected abstract void Recycle();

    private bool TryMove(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;

    private void OnCancelled(CancellationToken cancellationToken) => Caller.Cancel(this, cancellationToken);

    private static int State(CallPhase phase, int attempt) => (attempt << 3) | (int)phase;

    private static CallPhase PhaseOf(int state) => (CallPhase)(state & 7);

    private static int AttemptOf(int state) => state >> 3;
}
