using System.Threading.Tasks.Sources;
using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>A call with a result. The response is read where the call is awaited, never on the receive path.</summary>
internal sealed class PendingCall<T> : PendingCall, IValueTaskSource<T>, IValueTaskSource
{
    private static readonly BoundedPool<PendingCall<T>> Pool = new(4096);

    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private ResponseReader<T> _reader = null!;
    private PooledBytes _answer;
    private string? _answerType;
    private List<KeyValuePair<string, string>>? _answerProperties;
    private int _taken;

    private PendingCall()
    {
    }

    public short Version => _core.Version;

    public static PendingCall<T> Rent(ResponseReader<T> reader)
    {
        PendingCall<T> call = Pool.TryRent(out PendingCall<T>? used) ? used : new();
        call._reader = reader;
        return call;
    }

    T IValueTaskSource<T>.GetResult(short token)
    {
        // Asked too early or twice, it must not give back what another call may be using by now.
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending || Interlocked.Exchange(ref _taken, 1) != 0)
        {
            throw new InvalidOperationException("The result of a call can be taken once, after the call has ended: await its ValueTask, once.");
        }

        try
        {
            _core.GetResult(token);
            return _reader.Read(this, Response());
        }
        finally
        {
            EndAwait();
        }
    }

    void IValueTaskSource.GetResult(short token) => ((IValueTaskSource<T>)this).GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected override void SetResponse(in MqttMessage response)
    {
        // A copy: what arrived is valid on the receive path only. The rest of it is what the request asked for.
        _answer.Write(response.Payload.Span);
        (_answerType, _answerProperties) = (response.ContentType, response.UserProperties);
        _core.SetResult(true);
    }

    protected override void SetError(Exception error) => _core.SetException(error);

    protected override void Recycle()
    {
        _core.Reset();
        _taken = 0;
        _answer.Clear();
        (_answerType, _answerProperties) = (null, null);
        _reader = null!;
        Pool.Return(this);
    }

    private MqttMessage Response() => new()
    {
        Topic = ResponseTopic ?? string.Empty,
        Payload = _answer.Written,
        ContentType = _answerType,
        UserProperties = _answerProperties,
    };
}
