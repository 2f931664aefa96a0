using System.Diagnostics;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Telemetry;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>One request on its way through the server: admitted on the receive path, begun on one of the handlers' threads, answered once.</summary>
internal sealed class IncomingCall
{
    private readonly ServedRoute _route;
    private readonly RequestHandler _handler;
    private readonly RequestHead _head;
    private volatile CancellationTokenSource? _cancellation;
    private int _cancelCause;
    private volatile bool _isCancelled;

    public IncomingCall(ServedRoute route, RequestHandler handler, in MqttMessage message, in RequestHead head, Deadline deadline, Deadline answerBy)
    {
        _route = route;
        _handler = handler;
        _head = head;
        Message = message;
        Key = CallKey.Of(message);
        AnswerBy = answerBy;
        Context = new RpcContext(message.Topic, deadline)
        {
            Service = handler.Method?.Service.Name,
            Method = handler.Method?.Name,
            Tokens = route.Handlers.TokensOf(message.Topic),
            Caller = route.Handlers.CallerOf(message.Topic),
            Headers = head.Headers,
        };
    }

    public MqttMessage Message { get; }

    public CallKey? Key { get; }

    /// <summary>Where it is remembered; <see langword="null"/> when it cannot be known again.</summary>
    public RememberedCall? Remembered { get; set; }

    public RpcContext Context { get; }

    /// <summary>When the caller stops waiting, which may be later than the handler must end.</summary>
    public Deadline AnswerBy { get; }

    /// <summary>Where the result is written; given back when the response was sent.</summary>
    public PayloadBuffer ResponsePayload { get; } = new();

    public RequestHandler Handler => _handler;

    public ref readonly RequestHead Head => ref _head;

    /// <summary>The implementation was called, so the request counts as executed.</summary>
    public bool HandlerStarted { get; private set; }

    public CancelCause CancelCause => (CancelCause)Volatile.Read(ref _cancelCause);

    /// <summary>Nobody waits for it any more: its caller cancelled, or its time is over.</summary>
    public bool IsOver => _isCancelled || Context.TimeLeft == TimeSpan.Zero;

    /// <summary>The handler's token has fired, or will before the handler starts.</summary>
    public bool IsCancelled => _isCancelled || _cancellation?.IsCancellationRequested == true;

    public void OnHandlerStarting() => HandlerStarted = true;

    public void Cancel(CancelCause cause)
    {
        // What the caller or the deadline began, stopping does not take over.
        Interlocked.CompareExchange(ref _cancelCause, (int)cause, (int)CancelCause.Deadline);
        _isCancelled = true;
        Interlocked.MemoryBarrier();
        if (_cancellation is { } cancellation)
        {
            _ = CancelAsync(cancellation);
        }
    }

    public void Start() => _route.Server.Threads.Run(this);

    public void Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            ResponseParts outcome = await ServeAsync().ConfigureAwait(false) with { Headers = Context.ResponseHeadersIfAny };

            // Remembered before it is sent: a repetition that arrives in between must find the outcome.
            _route.Duplicates.End(this, outcome);
            await _route.AnswerAsync(this, outcome).ConfigureAwait(false);
        }
        catch (Exception unforeseen)
        {
            ServingLog.AnswerFailed(_route.Server.Log, Message.Topic, unforeseen);
        }
        finally
        {
            ResponsePayload.Clear();
        }
    }

    private async ValueTask<ResponseParts> ServeAsync()
    {
        TimeSpan timeLeft = Context.TimeLeft;
        if (timeLeft <= TimeSpan.Zero)
        {
            ServingLog.Expired(_route.Server.Log, Message.Topic);
            return Expired;
        }

        using var cancellation = new CancellationTokenSource(timeLeft, _route.Server.Time);
        Context.CancellationToken = cancellation.Token;
        _cancellation = cancellation;

        // A full fence: who cancels sees the token, or the handler is not started.
        Interlocked.MemoryBarrier();
        RpcContext.Holder ambient = Context.Enter();
        try
        {
            using Activity? activity = MqttRpcTelemetry.StartServing(_handler.Method?.ToString() ?? _route.Handlers.Name, _head);
            return await HandleAsync().ConfigureAwait(false);
        }
        finally
        {
            ambient.Context = null;
            _cancellation = null;
        }
    }

    private static ResponseParts Expired => new(RpcStatus.DeadlineExceeded) { Message = "The call's time was over before its turn came." };

    /// <summary>Callbacks of the handler's token are the user's code: they must neither run on the receive path nor fail unseen.</summary>
    private async Task CancelAsync(CancellationTokenSource cancellation)
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
            ServingLog.CancellationFailed(_route.Server.Log, Message.Topic, failure);
        }
    }

    private async ValueTask<ResponseParts> HandleAsync()
    {
        try
        {
            // A cancellation that found no token yet is seen here.
            return _isCancelled
                ? HandlerErrors.Cancelled(this)
                : await _handler.HandleAsync(this).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            ResponsePayload.Clear();
            return HandlerErrors.ToResponse(this, error, _route.Server);
        }
    }
}
