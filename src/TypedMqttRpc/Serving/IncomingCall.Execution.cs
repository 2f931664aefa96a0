using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TypedMqttRpc.Telemetry;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <content>How the handler is run: without a task of the library's own, whether it ends at once or later.</content>
internal sealed partial class IncomingCall
{
    private RpcContext.Holder? _ambient;
    private Activity? _activity;
    private bool _isEnding;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _handling;

    [SuppressMessage("Reliability", "CA2012", Justification = "What the handler returned is awaited by hand, once, so that a call needs no object for it.")]
    public void Execute()
    {
        try
        {
            if (!TryStart())
            {
                EndWith(Expired);
                return;
            }

            _activity = MqttRpcTelemetry.StartServing(Topic.Operation, _head);
            ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter handling = Handle().ConfigureAwait(false).GetAwaiter();
            _handling = handling;
            if (handling.IsCompleted)
            {
                OnHandlerEnded();
            }
            else
            {
                // From here on the call may be over, and another one.
                handling.UnsafeOnCompleted(_onHandlerEnded);
            }
        }
        catch (Exception unforeseen)
        {
            EndUnforeseen(unforeseen);
        }
    }

    private static ResponseParts Expired => new(RpcStatus.DeadlineExceeded) { Message = "The call's time was over before its turn came." };

    private bool TryStart()
    {
        TimeSpan timeLeft = _deadline.TimeLeft;
        if (timeLeft <= TimeSpan.Zero)
        {
            ServingLog.Expired(_route.Server.Log, Message.Topic);
            return false;
        }

        // New for each call: a handler's token may be kept for longer than the call, and must not fire for another.
        _cancellation = new CancellationTokenSource();
        long due = _deadline.Timestamp;
        Volatile.Write(ref _dueAt, due);
        _route.Server.Deadlines.Cover(due);

        // A full fence: who cancels sees the token, or the handler is not started.
        Interlocked.MemoryBarrier();
        _ambient = RpcContext.Enter(this);
        return true;
    }

    private ValueTask Handle()
    {
        // A cancellation that found no token yet is seen here.
        if (_isCancelled)
        {
            _outcome = HandlerErrors.Cancelled(this);
            return ValueTask.CompletedTask;
        }

        try
        {
            return Handler.HandleAsync(this);
        }
        catch (Exception error)
        {
            Fail(error);
            return ValueTask.CompletedTask;
        }
    }

    private void OnHandlerEnded()
    {
        try
        {
            try
            {
                _handling.GetResult();
            }
            catch (Exception error)
            {
                Fail(error);
            }

            _handling = default;
            Volatile.Write(ref _dueAt, long.MaxValue);
            _activity?.Dispose();
            EndWith(_ambient!.End()?.ResponseHeadersIfAny is { } headers ? _outcome with { Headers = headers } : _outcome);
        }
        catch (Exception unforeseen)
        {
            EndUnforeseen(unforeseen);
        }
    }

    /// <summary>A listener to activities threw, or what the handler returned. The caller waits all the same, and so does who wants the call's place.</summary>
    private void EndUnforeseen(Exception unforeseen)
    {
        ServingLog.AnswerFailed(_route.Server.Log, Message.Topic, unforeseen);
        if (!_isEnding)
        {
            Volatile.Write(ref _dueAt, long.MaxValue);
            _ambient?.End();
            EndWith(new ResponseParts(RpcStatus.Internal) { Message = "The service failed.", ApplicationError = HandlerStarted });
        }
    }

    private void Fail(Exception error)
    {
        ResponsePayload.Clear();
        try
        {
            _outcome = HandlerErrors.ToResponse(this, error, _route.Server);
        }
        catch (Exception unforeseen)
        {
            // Even an exception's own message can throw, and the caller waits all the same.
            ServingLog.AnswerFailed(_route.Server.Log, Message.Topic, unforeseen);
            _outcome = new ResponseParts(RpcStatus.Internal) { Message = "The service failed.", ApplicationError = HandlerStarted };
        }
    }

    private void EndWith(in ResponseParts outcome)
    {
        _isEnding = true;
        _outcome = outcome;

        // Remembered before it is sent: a repetition that arrives in between must find the outcome.
        _route.Duplicates.End(this, _outcome);
        _cancellation?.Dispose();
        _route.Answer(this);
    }
}
