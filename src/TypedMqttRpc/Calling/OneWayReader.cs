using MessagePack;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>A one-way call ends when the broker has the request; there is nothing to read.</summary>
internal sealed class OneWayReader : ResponseReader<Nil>
{
    public static readonly OneWayReader Instance = new();

    public override Nil Read(PendingCall call, in MqttMessage response) => Nil.Default;
}
