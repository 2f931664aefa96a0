using System.Diagnostics;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Telemetry;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>One request on its way through the server: admitted on the receive path, run on the thread pool, answered once.</summary>
internal sealed class IncomingCall : IThreadPoolWorkItem
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

    public RpcContext Context { get; }

    /// <summary>When the caller stops waiting, which may be later than the handler must end.</summary>
    public Deadline AnswerBy { get; }

    /// <summary>Where the result is written; given back when the response was sent.</summary>
    public PayloadBuffer ResponsePayload { get; } = new();

    public RequestHandler Handler => _handler;

    /// <summary>The implementation was called, so the request counts as executed.</summary>
    public bool HandlerStarted { get; private set; }

    public CancelCause CancelCause => (CancelCause)Volatile.Read(ref _cancelCause);

    /// <summary>The handler's token has fired, or will before the handler starts.</summary>
    public bool IsCancelled => _isCancelled || _cancellation?.IsCancellationRequested == true;

    public void OnHandlerStarting() => HandlerStarted = true;

    public void Cancel(CancelCause cause)
    {
        // What the caller or the deadline began, stopping does not take over.
        Interlocked.CompareExchange(ref _cancelCause, (int)cause, (int)CancelCause.Deadline);
        _isCancelled = true;
        try
        {
            // Callbacks of the handler's token are the user's code and must not run on the receive path.
            _ = _cancellation?.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The call has just ended.
        }
    }

    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            TimeSpan timeLeft = Context.TimeLeft;
            if (timeLeft <= TimeSpan.Zero)
            {
                ServingLog.Expired(_route.Server.Log, Message.Topic);
                return;
            }

            using var cancellation = new CancellationTokenSource(timeLeft, _route.Server.Time);
            Context.CancellationToken = cancellation.Token;
            RpcContext.Current = Context;
            _cancellation = cancellation;
            using Activity? activity = MqttRpcTelemetry.StartServing(_handler.Method?.ToString() ?? _route.Handlers.Name, _head);
            await RespondAsync(await HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception unforeseen)
        {
            ServingLog.AnswerFailed(_route.Server.Log, Message.Topic, unforeseen);
        }
        finally
        {
            _cancellation = null;
            ResponsePayload.Clear();
            _route.OnEnded(this);
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

    private ValueTask RespondAsync(in ResponseParts response) => Message.ResponseTopic is null
        ? ValueTask.CompletedTask
        : _route.Server.Responses.SendAsync(Message, response with { Headers = Context.ResponseHeadersIfAny }, AnswerBy);
}
