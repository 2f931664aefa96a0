using TypedMqttRpc.Payloads;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>One call that waits for its answer.</summary>
/// <remarks>
/// Pooled. It goes back to its pool when both who awaits it and who sends its request have let go of it, because the request's bytes
/// belong to it.
/// </remarks>
internal abstract class PendingCall
{
    private readonly byte[] _correlationBytes = new byte[CorrelationData.Length];
    private CancellationTokenRegistration _cancellation;
    private int _phase;
    private int _holders;

    public Caller Caller { get; private set; } = null!;

    /// <summary>The method; <see langword="null"/> for an untyped request.</summary>
    public MqttMethod? Method { get; set; }

    /// <summary>The request as it is, or will be, sent.</summary>
    public MqttMessage Request { get; set; }

    public PayloadBuffer Payload { get; } = new();

    public CorrelationData Correlation { get; private set; }

    public ReadOnlyMemory<byte> CorrelationBytes => _correlationBytes;

    public TimeSpan Timeout { get; private set; }

    public long Started { get; private set; }

    public CallPhase Phase => (CallPhase)Volatile.Read(ref _phase);

    public void Begin(Caller caller, in CorrelationData correlation, TimeSpan timeout, long started)
    {
        Caller = caller;
        Correlation = correlation;
        correlation.Write(_correlationBytes);
        Timeout = timeout;
        Started = started;
        _holders = 2;
        Volatile.Write(ref _phase, (int)CallPhase.Preparing);
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
    public void OfferToSenders() => Interlocked.CompareExchange(ref _phase, (int)CallPhase.Waiting, (int)CallPhase.Preparing);

    /// <summary>Only one sender gets to send a request that waits.</summary>
    public bool TryBecomeSender() => Interlocked.CompareExchange(ref _phase, (int)CallPhase.Sent, (int)CallPhase.Waiting) == (int)CallPhase.Waiting;

    public void OnAcknowledged() => Interlocked.CompareExchange(ref _phase, (int)CallPhase.Acknowledged, (int)CallPhase.Sent);

    /// <summary>Makes sure that a request which still waits is never sent. To be called by whoever took the call out of the table.</summary>
    /// <returns>Whether it was still waiting, so that it is certain not to have run.</returns>
    public bool TryAbandon()
    {
        CallPhase phase;
        do
        {
            phase = Phase;
            if (phase is not (CallPhase.Preparing or CallPhase.Waiting))
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _phase, (int)CallPhase.Abandoned, (int)phase) != (int)phase);

        // There is no sender that would let go of the call.
        Release();
        return true;
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

    /// <summary>The sender, or who awaits the call, has no further use for it.</summary>
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

    private void OnCancelled(CancellationToken cancellationToken) => Caller.Cancel(this, cancellationToken);
}
