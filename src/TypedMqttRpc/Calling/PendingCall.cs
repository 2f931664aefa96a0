using System.Buffers;
using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>One call that waits for its answer. What is written to it before it begins is the payload of its request.</summary>
/// <remarks>
/// Pooled. It goes back to its pool when everybody has let go of it: who awaits the call, every sender of its request, since the request's
/// bytes belong to the call, and whoever looks at it in between.
/// </remarks>
internal abstract class PendingCall : IBufferWriter<byte>
{
    private CancellationTokenRegistration _cancellation;
    private StoredRequest _request;

    /// <summary>The payload, and then the correlation data.</summary>
    private PooledBytes _bytes;
    private int _payloadLength;
    private HolderCount _holders;
    private RequestProgress _progress;
    private volatile bool _isRegistered;
    private volatile bool _hasEnded;

    public Caller Caller { get; private set; } = null!;

    /// <summary>The method; <see langword="null"/> for an untyped request.</summary>
    public MqttMethod? Method { get; set; }

    /// <summary>The request, as it is sent when that happens at once.</summary>
    public MqttMessage Request => _request.ToMessage(_bytes.Written[.._payloadLength], _bytes.Written[_payloadLength..]);

    public string Topic => _request.Topic;

    public int Qos => _request.Qos;

    public string? ResponseTopic => _request.ResponseTopic;

    public CorrelationData Correlation { get; private set; }

    public TimeSpan Timeout { get; private set; }

    public long Started { get; private set; }

    /// <summary>When the request was sent first.</summary>
    public long FirstSent { get; set; }

    /// <summary>The request may be sent again over another connection.</summary>
    public bool MayResume { get; private set; }

    /// <summary>How far the request has come.</summary>
    public ref RequestProgress Progress => ref _progress;

    /// <param name="caller">Whose call it is.</param>
    /// <param name="correlation">What its answer will say.</param>
    /// <param name="request">The request but for its payload and correlation data.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="started">When it began.</param>
    /// <param name="mayResume">The request may be sent again over another connection.</param>
    public void Begin(Caller caller, in CorrelationData correlation, in MqttMessage request, TimeSpan timeout, long started, bool mayResume)
    {
        Caller = caller;
        Correlation = correlation;
        _request = new StoredRequest(request);
        _payloadLength = _bytes.Length;

        // A peer that knows no contract may be a script, which cannot carry every byte.
        Span<byte> bytes = stackalloc byte[CorrelationData.TextLength];
        _bytes.Write(bytes[..correlation.Write(bytes, asText: Method is null)]);
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
        _request = default;
        _bytes.Clear();
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

    void IBufferWriter<byte>.Advance(int count) => _bytes.Advance(count);

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => _bytes.Reserve(sizeHint);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => _bytes.Reserve(sizeHint).Span;

    private void OnCancelled(CancellationToken cancellationToken) => Caller.Cancel(this, cancellationToken);
}
