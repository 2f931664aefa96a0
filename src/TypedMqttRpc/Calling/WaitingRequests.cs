using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>The calls whose requests wait for a place in the window of one connection.</summary>
internal sealed class WaitingRequests(RequestSender sender, PendingCalls pending, LiveSession session) : IWaitingRequests
{
    public bool TrySend(in CorrelationData request)
    {
        if (!pending.TryBorrow(request.Slot, out CorrelationData present, out PendingCall? call))
        {
            return false;
        }

        bool isSent = present == request && sender.TrySend(call, session);
        call.Release();
        return isSent;
    }

    public bool IsPending(in CorrelationData request) => pending.IsPending(request);
}
