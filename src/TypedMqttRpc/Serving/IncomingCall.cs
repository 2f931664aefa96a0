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
    private readonly CancellationTokenSource _cancellation;
    private int _cancelCause;

    public IncomingCall(ServedRoute route, RequestHandler handler, in MqttMessage message, in RequestHead head, TimeSpan timeLimit)
    {
        _route = route;
        _handler = handler;
        _head = head;
        Message = message;
        Key = CallKey.Of(message);
        _cancellation = new CancellationTokenSource(timeLimit, route.Server.Time);
        Context = new RpcContext(message.Topic, route.Server.Time, timeLimit)
        {
            Service = handler.Method?.Service.Name,
            Method = handler.Method?.Name,
            Tokens = route.Handlers.TokensOf(message.Topic),
            Caller = route.Handlers.CallerOf(message.Topic),
            Headers = head.Headers,
            CancellationToken = _cancellation.Token,
        };
    }

    public MqttMessage Message { get; }

    public CallKey? Key { get; }

    public RpcContext Context { get; }

    /// <summary>Where the result is written; given back when the response was sent.</summary>
    public PayloadBuffer ResponsePayload { get; } = new();

    public RequestHandler Handler => _handler;

    /// <summary>The implementation was called, so the request counts as executed.</summary>
    public bool HandlerStarted { get; private set; }

    public CancelCause CancelCause => (CancelCause)Volatile.Read(ref _cancelCause);

    public bool IsCancelled => _cancellation.IsCancellationRequested;

    public void OnHandlerStarting() => HandlerStarted = true;

    public void Cancel(CancelCause cause)
    {
        // What the caller or the deadline began, stopping does not take over.
        Interlocked.CompareExchange(ref _cancelCause, (int)cause, (int)CancelCause.Deadline);
        try
        {
            // Callbacks of the handler's token are the user's code and must not run on the receive path.
            _ = _cancellation.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The call has just ended.
        }
    }

    /// <summary>Gives up a call that was not started: its timer must not outlive it.</summary>
    public void Discard() => _cancellation.Dispose();

    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            if (Context.TimeLeft <= TimeSpan.Zero)
            {
                ServingLog.Expired(_route.Server.Log, Message.Topic);
            }
            else
            {
                RpcContext.Current = Context;
                using Activity? activity = MqttRpcTelemetry.StartServing(_handler.Method?.ToString() ?? _route.Handlers.Name, _head);
                await RespondAsync(await HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (Exception unforeseen)
        {
            ServingLog.AnswerFailed(_route.Server.Log, Message.Topic, unforeseen);
        }
        finally
        {
            ResponsePayload.Clear();
            _cancellation.Dispose();
            _route.OnEnded(this);
        }
    }

    private async ValueTask<ResponseParts> HandleAsync()
    {
        try
        {
            return IsCancelled
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
        : _route.Server.Responses.SendAsync(Message, response with { Headers = Context.ResponseHeadersIfAny }, Context);
}
