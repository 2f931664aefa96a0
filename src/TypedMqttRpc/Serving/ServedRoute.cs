using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>A filter that is being served: checks each request on the receive path and lets the good ones in.</summary>
internal sealed class ServedRoute : ITopicTarget
{
    private static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(10);

    /// <summary>The most answers, and the most refusals, that wait for a broker.</summary>
    private const int MaxAnswering = 10_000;

    private readonly Admission _admission;
    private readonly ResponseTopicRules _responseTopics;
    private readonly TimeSpan _maxCallTime;
    private readonly int _maxRequestBytes;
    private readonly bool _isShared;
    private int _answering;
    private int _refusing;

    public ServedRoute(RpcServer server, IHandlerTable handlers, RouteOptions options, bool isShared)
    {
        _isShared = isShared;
        Server = server;
        Handlers = handlers;
        _admission = new Admission(options.MaxConcurrentCalls, options.MaxQueuedCalls, options.MaxQueuedBytes);
        _responseTopics = new ResponseTopicRules(server.Router, [.. options.AllowedResponseTopics]);
        _maxCallTime = options.MaxCallTime;
        _maxRequestBytes = options.MaxRequestBytes;
        Duplicates = new DuplicateTable(
            new DuplicateLimits(options.MaxRememberedCalls, Math.Max(1, options.MaxRememberedCalls / 2), options.MaxRememberedBytes), server.Time);
    }

    /// <summary>What has arrived and may arrive again.</summary>
    public DuplicateTable Duplicates { get; }

    /// <summary>When the broker granted the subscription first; <see langword="null"/> until then.</summary>
    public long? ServingSince { get; set; }


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
            Refuse(message, refusal, AnswerBy(head.Timeout));
            return;
        }

        var deadline = new Deadline(Server.Time, head.Timeout is { } timeout && timeout < _maxCallTime ? timeout : _maxCallTime);
        Admit(new IncomingCall(this, handler!, message, head, deadline, AnswerBy(head.Timeout)));
    }

    /// <summary>A request has ended: the next one takes its place, and it is answered.</summary>
    public async ValueTask AnswerAsync(IncomingCall call, ResponseParts response)
    {
        // While the broker is away answers wait; with too many of them the requests wait as well.
        bool isFew = Interlocked.Increment(ref _answering) <= MaxAnswering;
        try
        {
            if (isFew)
            {
                _admission.Exit()?.Start();
            }

            if (call.Message.ResponseTopic is not null)
            {
                await Server.Responses.SendAsync(call.Message.WithoutContent(), response, call.AnswerBy).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _answering);
            if (!isFew)
            {
                _admission.Exit()?.Start();
            }

            _admission.OnAnswered();
        }
    }

    public string? FindResponseTopicProblem(string? topic, string? caller) => _responseTopics.FindProblem(topic, caller);

    /// <summary>
    /// Lets nothing in any more, gives what runs some time to end, then cancels it, and gives it a little more to say so to its callers.
    /// </summary>
    public async Task StopAsync(TimeSpan drain, TimeSpan cancel)
    {
        (IReadOnlyList<IncomingCall> waiting, Task idle) = _admission.Close();
        foreach (IncomingCall call in waiting)
        {
            Duplicates.Forget(call);
        }

        // The connection may be closed next, so the answers must be out by then.
        Task ended = Task.WhenAll([idle, .. waiting.Select(call => RefuseAsync(call.Message, Stopping, call.AnswerBy))]);
        if (!await EndsWithinAsync(ended, drain).ConfigureAwait(false))
        {
            foreach (IncomingCall call in Duplicates.RunningCalls())
            {
                call.Cancel(CancelCause.Stopping);
            }

            await EndsWithinAsync(ended, cancel).ConfigureAwait(false);
        }

        Duplicates.Dispose();
    }

    private static ResponseParts Busy => new(RpcStatus.ResourceExhausted)
    {
        Message = "The service is busy and its queue is full; try again later.",
        RetryAfter = TimeSpan.FromMilliseconds(100),
    };

    private static ResponseParts RanInEarlierLife => new(RpcStatus.Aborted)
    {
        Message = "The request was sent before, and another member of the group or an earlier life of this server may have run it.",
    };

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
        switch (Duplicates.Register(call, out RememberedCall? known))
        {
            case Arrival.New when MayHaveRunBefore(call):
                // Remembered all the same, so that a further repetition gets the same answer.
                Duplicates.End(call, RanInEarlierLife);
                Refuse(call.Message, RanInEarlierLife, call.AnswerBy);
                break;
            case Arrival.New:
                Enter(call);
                break;
            case Arrival.Running:
                ServingLog.Repeated(Server.Log, call.Message.Topic);
                break;
            case Arrival.Ended:
                ServingLog.Replayed(Server.Log, call.Message.Topic);
                if (call.Message.ResponseTopic is not null)
                {
                    Refuse(call.Message, known!.Outcome, call.AnswerBy);
                }

                break;
            case Arrival.Outdated:
                ServingLog.Outdated(Server.Log, call.Message.Topic);
                break;
            default:
                ServingLog.TooManyRemembered(Server.Log, call.Message.Topic);
                Refuse(call.Message, Busy, call.AnswerBy);
                break;
        }
    }

    private void Enter(IncomingCall call)
    {
        switch (_admission.Enter(call, CallerName.Of(call.Message), call.Message.Payload.Length))
        {
            case AdmissionDecision.Run:
                call.Start();
                break;
            case AdmissionDecision.Full:
                Duplicates.Forget(call);
                ServingLog.Overloaded(Server.Log, call.Message.Topic);
                Refuse(call.Message, Busy, call.AnswerBy);
                break;
            case AdmissionDecision.Closed:
                Duplicates.Forget(call);
                Refuse(call.Message, Stopping, call.AnswerBy);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Whether the request was sent before this server listened, so that an earlier life of it may have run the first copy; in a group, where another
    /// member may have, always. What arrived here since then is remembered, and is not asked about.
    /// </summary>
    private bool MayHaveRunBefore(IncomingCall call) =>
        call.Head.Attempt > 1
        && call.Handler.Method is not { Idempotent: true }
        && (_isShared || ServingSince is not { } since || Server.Time.GetElapsedTime(since) <= call.Head.Age);

    /// <summary>A caller that waits longer than the server lets a call run still wants to hear that the server gave up.</summary>
    private Deadline AnswerBy(TimeSpan? timeout) =>
        new(Server.Time, timeout is { } known && known < _maxCallTime + AnswerGrace ? known : _maxCallTime + AnswerGrace);

    private void Refuse(in MqttMessage message, in ResponseParts response, Deadline answerBy)
    {
        if (Volatile.Read(ref _refusing) < MaxAnswering)
        {
            _ = RefuseAsync(message, response, answerBy);
        }
        else
        {
            Server.Drop(message.Topic, "more refusals wait for the broker than are worth keeping");
        }
    }

    private async Task RefuseAsync(MqttMessage message, ResponseParts response, Deadline answerBy)
    {
        if (message.ResponseTopic is null)
        {
            Server.Drop(message.Topic, response.Message ?? response.Status.ToString());
            return;
        }

        Interlocked.Increment(ref _refusing);
        await Server.Responses.SendAsync(message.WithoutContent(), response, answerBy).ConfigureAwait(false);
        Interlocked.Decrement(ref _refusing);
    }

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit, Server.Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
