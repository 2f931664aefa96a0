using TypedMqttRpc.Calling;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>A pending call that nobody awaits.</summary>
internal sealed class TestCall : PendingCall
{
    private int _ends;

    public int Ends => Volatile.Read(ref _ends);

    public void End() => Interlocked.Increment(ref _ends);

    protected override void SetResponse(in MqttMessage response) => End();

    protected override void SetError(Exception error) => End();

    protected override void Recycle()
    {
    }
}
