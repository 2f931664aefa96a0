using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>One call that waits for its answer.</summary>
/// <remarks>
/// Pooled. It goes back to its pool when everybody has let go of it: who awaits the call, every sender of its request, since the request's
/// bytes belong to the call, and whoever looks at it in between.
/// </remarks>
internal abstract class PendingCall
{
    private readonly byte[] _correlationBytes = new byte[CorrelationData.TextLength];
    private CancellationTokenRegistration _cancellation;
    private int _correlationLength;
    private HolderCount _holders;
    private volatile bool _isRegistered;
    private volatile bool _hasEnded;

    public Caller Caller { get; private set; } = null!;

    /// <summary>The method; <see langword="null"/> for an untyped request.</summary>
    public MqttMethod? Method { get; set; }

    /// <summary>The request, as it is sent when that happens at once.</summary>
    public MqttMessage Request { get; set; }

    public PayloadBuffer Payload { get; } = new();

    public CorrelationData Correlation { get; private set; }

    /// <summary>The correlation data on the wire; a peer that knows no contract may be a script, which cannot carry every byte.</summary>
    public ReadOnlyMemory<byte> CorrelationBytes => _correlationBytes.AsMemory(0, _correlationLength);

    public TimeSpan Timeout { get; private set; }

    public long Started { get; private set; }

    /// <summary>When the request was sent first.</summary>
    public long FirstSent { get; set; }

    /// <summary>The request may be sent again over another connection.</summary>
    public bool MayResume { get; private set; }

    /// <summary>How far the request has come.</summary>
    public RequestProgress Progress { get; } = new();

    public void Begin(Caller caller, in CorrelationData correlation, TimeSpan timeout, long started, bool mayResume)
    {
        Caller = caller;
        Correlation = correlation;
        _correlationLength = correlation.Write(_correlationBytes, asText: Method is null);
        Timeout = timeout;
        Started = started;
        MayResume = mayResume;
        _hasEnded = false;

        // Who found the call in the table during its earlier life may still be about to send it.
        Progress.Reset();

        // Who awaits it, and who will send it.
        _holders.Begin(2);
    }

    public void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((PendingCall)state!).OnCancelled(token), this);
            _isRegistered = true;
            if (_hasEnded)
            {
                _cancellation.Unregister();
            }
        }
    }

    /// <summary>Keeps the call from going back to its pool, unless it is there already.</summary>
    public bool TryHold() => _holders.TryAdd();

    /// <summary>A holder has no further use for the call.</summary>
    public void Release()
    {
        if (_holders.Release())
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

    /// <summary>The connection of an attempt was lost: the request waits for another one. The caller of this method holds the call.</summary>
    public bool TryRequeue(int attempt)
    {
        // For the next sender, before anybody can become it.
        _holders.Add();
        if (Progress.TryRequeue(attempt))
        {
            return true;
        }

        Release();
        return false;
    }

    /// <summary>Makes sure that a request which waits is not sent any more. To be called by whoever took the call out of the table.</summary>
    /// <returns>Whether it was never sent, so that the call is certain not to have run.</returns>
    public bool TryAbandon()
    {
        if (!Progress.TryAbandon(out bool neverSent))
        {
            return false;
        }

        // There is no sender that would let go of the call.
        Release();
        return neverSent;
    }

    /// <summary>Ends the call with a response. To be called by whoever took it out of the table.</summary>
    public void Complete(in MqttMessage response)
    {
        End();
        SetResponse(response);
    }

    /// <summary>Ends the call with an error. To be called by whoever took it out of the table.</summary>
    public void Fail(Exception error)
    {
        End();
        SetError(error);
    }

    /// <summary>To be called when the result was taken; afterwards the token cannot reach the call any more.</summary>
    protected void EndAwait()
    {
        if (_isRegistered)
        {
            _isRegistered = false;
            _cancellation.Dispose();
            _cancellation = default;
        }

        Release();
    }

    protected abstract void SetResponse(in MqttMessage response);

    protected abstract void SetError(Exception error);

    protected abstract void Recycle();

    private void End()
    {
        TryAbandon();
        Progress.End();

        // Not disposed, which could wait for the callback that is ending the call; a call that nobody awaits is unhooked all the same.
        _hasEnded = true;
        if (_isRegistered)
        {
            _cancellation.Unregister();
        }
    }

    private void OnCancelled(CancellationToken cancellationToken) => Caller.Cancel(this, cancellationToken);
}
