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
    private int _holders;

    public Caller Caller { get; private set; } = null!;

    /// <summary>The method; <see langword="null"/> for an untyped request.</summary>
    public MqttMethod? Method { get; set; }

    /// <summary>Where the server hears that the caller has given up; <see langword="null"/> when it cannot.</summary>
    public string? CancelTopic { get; set; }

    /// <summary>The request as it is, or will be, sent.</summary>
    public MqttMessage Request { get; set; }

    public PayloadBuffer Payload { get; } = new();

    public CorrelationData Correlation { get; private set; }

    public ReadOnlyMemory<byte> CorrelationBytes => _correlationBytes;

    public TimeSpan Timeout { get; private set; }

    public long Started { get; private set; }

    /// <summary>How far the request has come.</summary>
    public RequestProgress Progress { get; } = new();

    public void Begin(Caller caller, in CorrelationData correlation, TimeSpan timeout, long started)
    {
        Caller = caller;
        Correlation = correlation;
        correlation.Write(_correlationBytes);
        Timeout = timeout;
        Started = started;
        _holders = 2;

        // Who found the call in the table during its earlier life may still be about to send it.
        Progress.Reset();
    }

    public void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((PendingCall)state!).OnCancelled(token), this);
        }
    }

    /// <summary>Makes sure that a request which still waits is never sent. To be called by whoever took the call out of the table.</summary>
    /// <returns>Whether it was still waiting, so that it is certain not to have run.</returns>
    public bool TryAbandon()
    {
        if (!Progress.TryAbandon())
        {
            return false;
        }

        // There is no sender that would let go of the call.
        Release();
        return true;
    }

    /// <summary>Ends the call with a response. To be called by whoever took it out of the table.</summary>
    public void Complete(in MqttMessage response)
    {
        EndRequest();
        SetResponse(response);
    }

    /// <summary>Ends the call with an error. To be called by whoever took it out of the table.</summary>
    public void Fail(Exception error)
    {
        EndRequest();
        SetError(error);
    }

    /// <summary>The sender, or who awaits the call, has no further use for it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Method = null;
            CancelTopic = null;
            Request = default;
            Payload.Clear();
            Caller = null!;
            Recycle();
        }
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

    private void EndRequest()
    {
        TryAbandon();
        Progress.End();
    }

    private void OnCancelled(CancellationToken cancellationToken) => Caller.Cancel(this, cancellationToken);
}
