using System.Threading.Tasks.Sources;
using TypedMqttRpc.Calling;
using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Features;

/// <summary>A call that waits for its answer, and nothing else: no deadline, no token, no repetition.</summary>
internal sealed class BareCall : PendingCall, IValueTaskSource<int>
{
    private static readonly BoundedPool<BareCall> Pool = new(4096);

    private readonly byte[] _bytes = new byte[CorrelationData.Length];
    private ManualResetValueTaskSourceCore<int> _core = new() { RunContinuationsAsynchronously = true };

    public Memory<byte> Bytes => _bytes;

    public ValueTask<int> Result => new(this, _core.Version);

    public static BareCall Rent() => Pool.TryRent(out BareCall? used) ? used : new();

    public void Answer(in MqttMessage response) => SetResponse(response);

    public int GetResult(short token)
    {
        int result = _core.GetResult(token);
        Recycle();
        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected override void SetResponse(in MqttMessage response) => _core.SetResult(response.Payload.Span[0]);

    protected override void SetError(Exception error) => _core.SetException(error);

    protected override void Recycle()
    {
        _core.Reset();
        Pool.Return(this);
    }
}
