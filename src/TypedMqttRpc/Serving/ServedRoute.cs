using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>A filter that is being served: checks each request on the receive path and lets the good ones in.</summary>
internal sealed class ServedRoute : ITopicTarget
{
    private readonly Admission _admission;
    private readonly AdmittedCalls _admitted = new();
    private readonly ResponseTopicRules _responseTopics;
    private readonly TimeSpan _maxCallTime;
    private readonly int _maxRequestBytes;

    public ServedRoute(RpcServer server, IHandlerTable handlers, RouteOptions options)
    {
        Server = server;
        Handlers = handlers;
        _admission = new Admission(options.MaxConcurrentCalls, options.MaxQueuedCalls);
        _responseTopics = new ResponseTopicRules(server.Router, [.. options.AllowedResponseTopics]);
        _maxCallTime = options.MaxCallTime;
        _maxRequestBytes = options.MaxRequestBytes;
    }

    public RpcServer Server { get; }

    public IHandlerTable Handlers { get; }

    public void OnMessage(in MqttMessage message)
    {
        if (message.Retain)
        {
            Server.Drop(message.Topic, "it is retained, so it may be of any age");
            return;
        }

        RequestHandler? handler = Handlers.Find(message.Topic);
        bool wantsAnswer = message.ResponseTopic is not null || handler?.Method?.OneWay != true;
        if (wantsAnswer && _responseTopics.FindProblem(message.ResponseTopic, Handlers.CallerOf(message.Topic)) is { } problem)
        {
            Server.Drop(message.Topic, $"its Response Topic {problem}");
            return;
        }

        if (Check(message, handler, out RequestHead head) is { } refusal)
        {
            Refuse(message, refusal, head.Timeout);
            return;
        }

        TimeSpan timeLimit = head.Timeout is { } timeout && timeout < _maxCallTime ? timeout : _maxCallTime;
        Admit(new IncomingCall(this, handler!, message, head, timeLimit));
    }

    /// <summary>A request has ended; the next one takes its place.</summary>
    public void OnEnded(IncomingCall call)
    {
        _admitted.Remove(call);
        _admission.Exit()?.Start();
    }

    /// <summary>Cancels a request that waits or runs.</summary>
    public bool Cancel(in CallKey key) => _admitted.Cancel(key);

    public string? FindResponseTopicProblem(string? topic, string? caller) => _responseTopics.FindProblem(topic, caller);

    /// <summary>
    /// Lets nothing in any more, gives what runs some time to end, then cancels it, and gives what heeds that some time to answer.
    /// </summary>
    public async Task StopAsync(TimeSpan drain, TimeSpan farewell)
    {
        (IReadOnlyList<IncomingCall> waiting, Task idle) = _admission.Close();
        foreach (IncomingCall call in waiting)
        {
            TurnAway(call, Stopping);
        }

        if (!await EndsWithinAsync(idle, drain).ConfigureAwait(false))
        {
            _admitted.CancelAll();
            await EndsWithinAsync(idle, farewell).ConfigureAwait(false);
        }
    }

    private async Task<bool> EndsWithinAsync(Task idle, TimeSpan limit)
    {
        try
        {
            await idle.WaitAsync(limit, Server.Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static ResponseParts Stopping => new(RpcStatus.Unavailable) { Message = "The service is stopping." };

    private ResponseParts? Check(in MqttMessage message, RequestHandler? handler, out RequestHead head)
    {
        if (RequestDecoding.TryDecode(message, out head) is { } malformed)
        {
            return malformed;
        }

        if (handler is null)
        {
            return new ResponseParts(RpcStatus.Unimplemented) { Message = Handlers.DescribeMissing(message.Topic) };
        }

        if (handler.Method is not null && !ContentTypes.IsMessagePack(message.ContentType))
        {
            return new ResponseParts(RpcStatus.UnsupportedMediaType)
            {
                Message = $"This service reads '{ContentTypes.MessagePack}', not '{message.ContentType}'.",
                Field = "Content Type",
                FieldValue = message.ContentType is { Length: <= 80 } contentType ? contentType : null,
            };
        }

        int limit = handler.Method?.MaxRequestBytes ?? _maxRequestBytes;
        return message.Payload.Length <= limit ? null : new ResponseParts(RpcStatus.PayloadTooLarge)
        {
            Message = $"The payload is {message.Payload.Length} bytes; at most {limit} are accepted.",
        };
    }

    private void Admit(IncomingCall call)
    {
        if (!_admitted.TryAdd(call))
        {
            call.Discard();
            ServingLog.Repeated(Server.Log, call.Message.Topic);
            return;
        }

        switch (_admission.Enter(call))
        {
            case AdmissionDecision.Run:
                call.Start();
                break;
            case AdmissionDecision.Full:
                ServingLog.Overloaded(Server.Log, call.Message.Topic);
                TurnAway(call, new ResponseParts(RpcStatus.ResourceExhausted) { Message = "The service is busy and its queue is full; try again later." });
                break;
            case AdmissionDecision.Closed:
                TurnAway(call, Stopping);
                break;
            default:
                break;
        }
    }

    private void TurnAway(IncomingCall call, in ResponseParts response)
    {
        _admitted.Remove(call);
        call.Discard();
        Refuse(call.Message, response, call.Context.TimeLeft);
    }

    private void Refuse(in MqttMessage message, in ResponseParts response, TimeSpan? timeout)
    {
        if (message.ResponseTopic is null)
        {
            Server.Drop(message.Topic, response.Message ?? response.Status.ToString());
            return;
        }

        TimeSpan timeLimit = timeout is { } known && known < _maxCallTime ? known : _maxCallTime;
        _ = Server.Responses.SendAsync(message, response, new RpcContext(message.Topic, Server.Time, timeLimit)).AsTask();
    }
}
