using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>A filter that is being served: checks each request on the receive path and lets the good ones in.</summary>
internal sealed class ServedRoute : IServedFilter
{
    private static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may be on its way without anybody telling: a second that the broker does not count, and a second in sockets.</summary>
    private static readonly TimeSpan TransitLimit = TimeSpan.FromSeconds(2);

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
        _responseTopics = options.AllowedResponseTopics.Count == 0 ? server.ResponseTopics : new ResponseTopicRules(server.Router, [.. options.AllowedResponseTopics]);
        _maxCallTime = options.MaxCallTime;
        _maxRequestBytes = options.MaxRequestBytes;
    }

    /// <summary>What has arrived and may arrive again.</summary>
    public DuplicateTable Duplicates => Server.Duplicates;

    /// <summary>When the broker granted the subscription first; <see langword="null"/> until then.</summary>
    public long? ServingSince { get; set; }

    /// <summary>The service was not served before on this connection. Between two times somebody else may have served it, and run what this does not know.</summary>
    public bool IsFirstOfItsService { get; set; }

    public RpcServer Server { get; }

    public IHandlerTable Handlers { get; }

    public ITopicTarget TargetOf(string topic) => new RequestTopic(topic, this);

    /// <param name="message">The request.</param>
    /// <param name="topic">Its topic.</param>
    public void OnRequest(in MqttMessage message, RequestTopic topic)
    {
        if (message.Retain)
        {
            Server.Drop(message.Topic, "it is retained, so it may be of any age");
            return;
        }

        AnswerPlace? answerPlace = null;
        bool wantsAnswer = message.ResponseTopic is not null || topic.Handler?.Method?.OneWay != true;
        if (wantsAnswer && _responseTopics.FindProblem(message.ResponseTopic, topic.Caller, out answerPlace) is { } problem)
        {
            Server.Drop(message.Topic, $"its Response Topic {problem}");
            return;
        }

        ResponseParts? refusal = Check(message, topic.Handler, out RequestHead head);
        long now = Server.Time.GetTimestamp();
        Deadline answerBy = EndOf(now, head.Timeout, _maxCallTime + AnswerGrace);
        if (refusal is not null)
        {
            Refuse(message, refusal.Value, answerBy);
            return;
        }

        IncomingCall call = Server.Calls.Rent();
        call.Begin(this, topic, answerPlace, message, head, EndOf(now, head.Timeout, _maxCallTime), answerBy);
        if (!TryAdmit(call))
        {
            call.Release();
        }
    }

    /// <summary>A request has ended: the next one takes its place, and it is answered.</summary>
    public void Answer(IncomingCall call)
    {
        // While the broker is away answers wait; with too many of them the requests wait as well.
        call.LeavesEarly = Interlocked.Increment(ref _answering) <= MaxAnswering;
        if (call.LeavesEarly)
        {
            _admission.Exit()?.Start();
        }

        if (call.Message.ResponseTopic is not null)
        {
            Server.Responses.Send(call);
        }
        else
        {
            OnAnswered(call);
        }
    }

    /// <summary>The answer to a request is out, or will never be.</summary>
    public void OnAnswered(IncomingCall call)
    {
        Interlocked.Decrement(ref _answering);
        if (!call.LeavesEarly)
        {
            _admission.Exit()?.Start();
        }

        call.Release();
        _admission.OnAnswered();
    }

    public string? FindResponseTopicProblem(string? topic, string? caller, out AnswerPlace? place) => _responseTopics.FindProblem(topic, caller, out place);

    /// <summary>
    /// Lets nothing in any more, gives what runs some time to end, then cancels it, and gives it a little more to say so to its callers.
    /// </summary>
    public async Task StopAsync(TimeSpan drain, TimeSpan cancel)
    {
        (IReadOnlyList<IncomingCall> waiting, Task idle) = _admission.Close();
        List<Task> answers = [idle];
        foreach (IncomingCall call in waiting)
        {
            Duplicates.Forget(call);
            answers.Add(RefuseAsync(call.Message, Refusals.Stopping, call.AnswerBy));
            call.Release();
        }

        // The connection may be closed next, so the answers must be out by then.
        Task ended = Task.WhenAll(answers);
        if (!await EndsWithinAsync(ended, drain).ConfigureAwait(false))
        {
            Duplicates.CancelAll(this, CancelCause.Stopping);
            await EndsWithinAsync(ended, cancel).ConfigureAwait(false);
        }
    }

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

    /// <returns>Whether the call goes on; otherwise it has been dealt with.</returns>
    private bool TryAdmit(IncomingCall call)
    {
        switch (Duplicates.Register(call, out ResponseParts outcome))
        {
            case Arrival.New when MayHaveRunBefore(call):
                // Remembered all the same, so that a further repetition gets the same answer.
                Duplicates.End(call, Refusals.MayHaveRun);
                Refuse(call.Message, Refusals.MayHaveRun, call.AnswerBy);
                return false;
            case Arrival.New:
                return TryEnter(call);
            case Arrival.Running:
                ServingLog.Repeated(Server.Log, call.Message.Topic);
                return false;
            case Arrival.Ended:
                ServingLog.Replayed(Server.Log, call.Message.Topic);
                if (call.Message.ResponseTopic is not null)
                {
                    Refuse(call.Message, outcome, call.AnswerBy);
                }

                return false;
            case Arrival.Outdated:
                ServingLog.Outdated(Server.Log, call.Message.Topic);
                return false;
            default:
                ServingLog.TooManyRemembered(Server.Log, call.Message.Topic);
                Refuse(call.Message, Refusals.Busy, call.AnswerBy);
                return false;
        }
    }

    private bool TryEnter(IncomingCall call)
    {
        switch (_admission.Enter(call, call.CallerName, call.Message.Payload.Length))
        {
            case AdmissionDecision.Run:
                call.Start();
                return true;
            case AdmissionDecision.Queued:
                return true;
            case AdmissionDecision.Full:
                Duplicates.Forget(call);
                ServingLog.Overloaded(Server.Log, call.Message.Topic);
                Refuse(call.Message, Refusals.Busy, call.AnswerBy);
                return false;
            default:
                Duplicates.Forget(call);
                Refuse(call.Message, Refusals.Stopping, call.AnswerBy);
                return false;
        }
    }

    /// <summary>
    /// Whether the request was sent before this server listened, so that an earlier life of it may have run the first copy; in a group, where another
    /// member may have, always. What arrived here since then is remembered, and is not asked about, unless that was too long ago.
    /// </summary>
    private bool MayHaveRunBefore(IncomingCall call) =>
        call.Head.Attempt > 1
        && call.Handler.Method is not { Idempotent: true }
        && (_isShared || MayBeForgotten(call.Head) || !WasSentDuringThisLife(call.Head));

    /// <summary>Whether the first copy may have come so long ago that it is not remembered any more, though its caller still waits.</summary>
    private bool MayBeForgotten(in RequestHead head) => head.Age + head.KeptByBroker + TransitLimit > _maxCallTime + AnswerGrace;

    /// <summary>
    /// Mostly the caller says which life of the server it knew when it sent the request first. Otherwise there is its age, which was measured when it was sent again: how long it was
    /// on its way since then the broker tells in whole seconds, if at all.
    /// </summary>
    private bool WasSentDuringThisLife(in RequestHead head) =>
        ServingSince is { } since
        && ((IsFirstOfItsService && head.ServerLife == Server.Life) || Server.Time.GetElapsedTime(since) > head.Age + head.KeptByBroker + TransitLimit);

    /// <summary>A caller that waits longer than the server lets a call run still wants to hear that the server gave up: that has a later end.</summary>
    private Deadline EndOf(long now, TimeSpan? timeout, TimeSpan limit) => new(Server.Time, now, timeout is { } known && known < limit ? known : limit);

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

        // Copied at once, while the message is there.
        MqttMessage request = message.WithoutContent();
        Interlocked.Increment(ref _refusing);
        await Server.Responses.SendAsync(request, response, answerBy).ConfigureAwait(false);
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
