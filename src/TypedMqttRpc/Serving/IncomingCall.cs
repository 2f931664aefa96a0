using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>One request on its way through the server: admitted on the receive path, begun on one of the handlers' threads, answered once.</summary>
/// <remarks>
/// Pooled, with its memory. It goes back when its answer is out and nobody else looks at it: who does without owning it holds it for as long.
/// </remarks>
internal sealed partial class IncomingCall : IContextSource
{
    private readonly CallPool _pool;
    private readonly PayloadBuffer _payload = new();
    private readonly byte[] _correlation = new byte[CorrelationData.TextLength];
    private readonly Action _onHandlerEnded;
    private ServedRoute _route = null!;
    private RequestHead _head;
    private ResponseParts _outcome;
    private AnswerPlace? _answerPlace;
    private Deadline _deadline;
    private volatile CancellationTokenSource? _cancellation;
    private volatile bool _isCancelled;
    private int _cancelCause;
    private HolderCount _holders;
    private long _dueAt = long.MaxValue;

    /// <param name="pool">Where it goes back to.</param>
    /// <param name="place">Its place among all of the pool's.</param>
    public IncomingCall(CallPool pool, int place)
    {
        _pool = pool;
        _onHandlerEnded = OnHandlerEnded;
        Place = place;
        Delivery = new AnswerDelivery(this);
    }

    public int Place { get; set; }

    /// <summary>The request, in memory of the call's own.</summary>
    public MqttMessage Message { get; private set; }

    public RequestTopic Topic { get; private set; } = null!;

    /// <summary>Where it is remembered; <see langword="null"/> when it cannot be known again.</summary>
    public RememberedCall? Remembered { get; set; }

    /// <summary>When the caller stops waiting, which may be later than the handler must end.</summary>
    public Deadline AnswerBy { get; private set; }

    /// <summary>Where the result is written.</summary>
    public PayloadBuffer ResponsePayload { get; } = new();

    /// <summary>How the answer goes out.</summary>
    public AnswerDelivery Delivery { get; }

    /// <summary>Its successor need not wait until the answer is out.</summary>
    public bool LeavesEarly { get; set; }

    public RequestHandler Handler => Topic.Handler!;

    public ref readonly RequestHead Head => ref _head;

    /// <summary>What is answered, once the handler has ended.</summary>
    public ref readonly ResponseParts Outcome => ref _outcome;

    /// <summary>Whom it counts for where callers share something.</summary>
    public string CallerName => _answerPlace?.Caller ?? Topic.Caller ?? string.Empty;

    /// <summary>The implementation was called, so the request counts as executed.</summary>
    public bool HandlerStarted { get; private set; }

    public CancellationToken CancellationToken => _cancellation?.Token ?? default;

    public CancelCause CancelCause => (CancelCause)Volatile.Read(ref _cancelCause);

    /// <summary>Nobody waits for it any more: its caller cancelled, or its time is over.</summary>
    public bool IsOver => _isCancelled || _deadline.TimeLeft == TimeSpan.Zero;

    /// <summary>The handler's token has fired, or will before the handler starts.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>When the handler must have ended, while it runs.</summary>
    public long DueAt => Volatile.Read(ref _dueAt);

    public void Begin(
        ServedRoute route, RequestTopic topic, AnswerPlace? answerPlace, in MqttMessage message, in RequestHead head, Deadline deadline, Deadline answerBy)
    {
        _route = route;
        _answerPlace = answerPlace;
        _head = head;
        _deadline = deadline;
        _isCancelled = false;
        _cancelCause = (int)CancelCause.Deadline;
        Topic = topic;
        AnswerBy = answerBy;
        HandlerStarted = false;
        Message = message with { Payload = Keep(message.Payload), CorrelationData = KeepCorrelation(message.CorrelationData), UserProperties = null };
        _holders.Begin(1);
    }

    /// <summary>A key that is good while the call is.</summary>
    public CallKey MakeKey() => CallKey.Of(Message, _answerPlace, Topic.Service, Topic.Caller is not null);

    public void OnHandlerStarting() => HandlerStarted = true;

    public void SetOutcome(in ResponseParts outcome) => _outcome = outcome;

    /// <summary>To be called by who owns or holds the call, or under the lock of the entry that remembers it.</summary>
    public void Cancel(CancelCause cause)
    {
        // What the caller or the deadline began, stopping does not take over.
        Interlocked.CompareExchange(ref _cancelCause, (int)cause, (int)CancelCause.Deadline);
        _isCancelled = true;
        Interlocked.MemoryBarrier();
        if (_cancellation is { } cancellation)
        {
            _ = CancelAsync(cancellation, _route, Message.Topic);
        }
    }

    /// <summary>Likewise, if a route is what it came to.</summary>
    public void CancelIfOf(ServedRoute route, CancelCause cause)
    {
        if (_route == route)
        {
            Cancel(cause);
        }
    }

    /// <summary>Cancels the call if it is still the one that is due.</summary>
    public void CancelIfDue(long now)
    {
        if (!TryHold())
        {
            return;
        }

        if (DueAt <= now)
        {
            Volatile.Write(ref _dueAt, long.MaxValue);
            Cancel(CancelCause.Deadline);
        }

        Release();
    }

    public void Start() => _route.Server.Threads.Run(this);

    /// <summary>The answer is out, or will never be.</summary>
    public void OnAnswered() => _route.OnAnswered(this);

    /// <summary>A holder has no further use for the call.</summary>
    public void Release()
    {
        if (_holders.Release())
        {
            Return();
        }
    }

    public RpcContext MakeContext() => new(Message.Topic, Topic.Handler?.Method, _head.Headers, _deadline, CancellationToken)
    {
        Tokens = Topic.Tokens,
        Caller = Topic.Caller,
    };

    /// <summary>Callbacks of the handler's token are the user's code: they must neither run on the receive path nor fail unseen.</summary>
    private static async Task CancelAsync(CancellationTokenSource cancellation, ServedRoute route, string topic)
    {
        try
        {
            await cancellation.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The call has just ended.
        }
        catch (Exception failure)
        {
            ServingLog.CancellationFailed(route.Server.Log, topic, failure);
        }
    }

    private ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> payload)
    {
        if (Handler.KeepsPayload)
        {
            return payload.ToArray();
        }

        _payload.Write(payload.Span);
        return _payload.Written;
    }

    private ReadOnlyMemory<byte> KeepCorrelation(ReadOnlyMemory<byte> correlation)
    {
        if (correlation.Length > _correlation.Length)
        {
            return correlation.ToArray();
        }

        correlation.CopyTo(_correlation);
        return _correlation.AsMemory(0, correlation.Length);
    }

    /// <summary>Keeps the call from going back to its pool, unless it is there already.</summary>
    private bool TryHold() => _holders.TryAdd();

    private void Return()
    {
        Message = default;
        Remembered = null;
        _cancellation = null;
        _ambient = null;
        _activity = null;
        _isEnding = false;
        _head = default;
        _outcome = default;
        _payload.Clear();
        ResponsePayload.Clear();
        Delivery.Clear();
        _pool.Return(this);
    }
}
