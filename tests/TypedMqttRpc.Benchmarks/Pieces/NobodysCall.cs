using TypedMqttRpc.Calling;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>A pending call that nobody awaits.</summary>
internal sealed class NobodysCall : PendingCall
{
    protected override void SetResponse(in MqttMessage response)
    {
    }

    protected override void SetError(Exception error)
    {
    }

    protected override void Recycle()
    {
    }
}
