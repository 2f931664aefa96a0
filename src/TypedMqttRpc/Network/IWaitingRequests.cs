using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>The calls whose requests wait in the <see cref="SendWindow"/>, which knows no more of them than their correlation data.</summary>
internal interface IWaitingRequests
{
    /// <summary>Sends a request that has a place now.</summary>
    /// <returns>Whether it was sent: its call may have ended.</returns>
    bool TrySend(in CorrelationData request);

    /// <summary>Whether a call is still waiting. Takes no lock.</summary>
    bool IsPending(in CorrelationData request);
}
